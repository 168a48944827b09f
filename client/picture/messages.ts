import type { TraceAnswer } from '../../server/src/protocol';
import type { Place } from './pathGraph';
import type { PictureTexts } from './texts';

/** What a picture shows, and what brings it back after a reload of the window. */
export interface PictureSubject {
  readonly answer: TraceAnswer;
  /** A file of the tree. */
  readonly uri: string;
  readonly from: string;
  readonly to: string;
  /** Functions that the paths were asked to pass. */
  readonly via?: readonly string[];
}

/** To the webview. `chosen`: the mask to begin with; null leaves it to the webview. `isAsking`: other masks are still worked out. `at`: where a
 * person stands on the path, to be shown first. */
export type ToPicture =
  | {
      readonly type: 'show';
      readonly subject: PictureSubject;
      readonly chosen: string | null;
      readonly isAsking: boolean;
      readonly at: Place | null;
      readonly texts: PictureTexts;
    }
  | { readonly type: 'failed'; readonly why: string };

/** From the webview. */
export type FromPicture =
  | { readonly type: 'ready' }
  /** `stay`: the keyboard goes to the editor. Line and column are 1-based. */
  | {
      readonly type: 'open';
      readonly uri: string;
      readonly line: number;
      readonly column: number;
      /** A name to look for on that line, before the column counts. */
      readonly name?: string;
      readonly stay: boolean;
    }
  | { readonly type: 'ask'; readonly mask: string }
  /** `content`: the text of an SVG, a PNG in base64. */
  | { readonly type: 'save'; readonly format: 'svg' | 'png'; readonly content: string };

/** Longest mask that a person may ask for, in UTF-16 units. */
const MAX_MASK = 500;
/** Largest image that is saved, in UTF-16 units of its text. */
const MAX_IMAGE = 64 * 1024 * 1024;

/** A message from the webview, null where it is none. `uris`: the files that may be opened. */
export function messageFrom(value: unknown, uris: ReadonlySet<string>): FromPicture | null {
  if (typeof value !== 'object' || value === null) return null;
  const { type, uri, line, column, name, stay, mask, format, content } = value as Record<string, unknown>;
  switch (type) {
    case 'ready':
      return { type };
    case 'open':
      if (typeof uri !== 'string' || !uris.has(uri) || !isPosition(line) || !isPosition(column)) return null;
      return { type, uri, line, column, stay: stay === true, ...(isName(name) ? { name } : {}) };
    case 'ask':
      if (typeof mask !== 'string' || mask.trim() === '' || mask.length > MAX_MASK) return null;
      return { type, mask: mask.trim() };
    case 'save':
      if ((format !== 'svg' && format !== 'png') || typeof content !== 'string' || content.length > MAX_IMAGE)
        return null;
      return { type, format, content };
    default:
      return null;
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^\w{1,200}$/.test(value);
}

function isPosition(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

/** Every file that an answer names: nothing else is opened from its picture. */
export function urisOf({ paths }: TraceAnswer): Set<string> {
  return new Set(
    paths.flatMap(({ hops, gates }) => [
      ...hops.flatMap(({ uri, callUri, guards }) => [uri, callUri, ...guards.map((guard) => guard.uri)]),
      ...gates.map(({ uri }) => uri),
    ]),
  );
}

/** What a webview kept before the window was reloaded; null where it is not that (an older version's, for one). */
export function subjectFrom(state: unknown): PictureSubject | null {
  const subject = (state as { subject?: unknown } | null | undefined)?.subject as Partial<PictureSubject> | undefined;
  if (typeof subject !== 'object' || subject === null) return null;
  const { answer, uri, from, to, via = [] } = subject;
  if (typeof uri !== 'string' || typeof from !== 'string' || typeof to !== 'string') return null;
  if (!Array.isArray(via) || via.some((each) => typeof each !== 'string')) return null;
  return isTraceAnswer(answer) ? { answer, uri, from, to, via } : null;
}

function isTraceAnswer(value: unknown): value is TraceAnswer {
  const { paths } = (value ?? {}) as { paths?: unknown };
  return (
    Array.isArray(paths) &&
    paths.length > 0 &&
    paths.every(
      (path) =>
        isRecord(path) &&
        isRecord(path.verdicts) &&
        areGates(path.gates) &&
        Array.isArray(path.hops) &&
        path.hops.every(
          (hop) =>
            isRecord(hop) &&
            ['function', 'uri', 'file', 'callUri', 'how'].every((key) => typeof hop[key] === 'string') &&
            isRecord(hop.masks) &&
            areGates(hop.guards),
        ),
    )
  );
}

function areGates(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (gate) =>
        isRecord(gate) &&
        typeof gate.uri === 'string' &&
        typeof gate.condition === 'string' &&
        Array.isArray(gate.bits) &&
        isRecord(gate.outcomes),
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
