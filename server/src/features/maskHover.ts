import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Hover, Position } from 'vscode-languageserver';
import type { FoundMask } from '../flow/maskAt';
import type { Origin } from '../flow/origins';
import { isPointer } from '../flow/types';
import type { DefId, FileId } from '../index/kernelIndex';
import { callersWords } from '../render/callersWords';
import { type MaskOrigin, maskMarkdown } from '../render/maskMarkdown';
import { originWords } from '../render/originWords';
import type { FlowSession } from './flowSession';
import type { KnownMasks } from './functionResults';
import { maskCallers, maskCallersAtOnce } from './maskCallers';
import { maskPointedAt } from './maskPointedAt';
import { say } from './words';

/** Callers of a function that a hover on its parameter looks at, and for how long it looks, in milliseconds. */
const MOST_CALLERS = 60;
const CALLERS_MS = 4;

/** Hover on what holds a gfp mask: its value, what that allows, where it comes from, what callers pass. */
export function maskHover(flow: FlowSession, file: FileId, position: Position): Hover | null {
  const { index } = flow;
  const def = index.defAt(file, position.line + 1);
  if (def === undefined || index.defKind(def) !== 'function') return null;
  const known = flow.masksAsOfNow(def);
  if (known === null) return null;
  const lines = flow.linesOf(file);
  const line = lines.spanOf(position.line + 1);
  const offset = line.start + position.character;
  if (offset > line.end) return null;
  const found = maskPointedAt(known, offset);
  if (found === null) return null;
  const { mask, target } = found;
  const text = known.text.slice(mask.span.start, mask.span.end).replace(/\s+/g, ' ');
  const value = maskMarkdown(
    {
      expression: target ?? text,
      isAssigned: target !== null,
      now: mask.value.now,
      origins: originsOf(flow, file, mask),
      callers: isParameterItself(known, mask) ? callersOf(flow, def) : null,
      isComplete: known.isComplete,
    },
    flow.vocabulary,
    say,
  );
  const at = (place: number): Position => {
    const { line: row, column } = lines.positionOf(place);
    return { line: row - 1, character: column - 1 };
  };
  return { contents: { kind: 'markdown', value }, range: { start: at(mask.span.start), end: at(mask.span.end) } };
}

function originsOf(flow: FlowSession, here: FileId, { value }: FoundMask): MaskOrigin[] {
  const { index } = flow;
  const lineOf = (file: FileId, at: number): number => (at < 0 ? 0 : flow.linesOf(file).positionOf(at).line);
  // `__GFP_ZERO` beside the statement on that line that names it tells nothing more.
  const isToldBeside = (one: Origin): boolean =>
    value.origins.some(
      (other) =>
        other !== one &&
        other.file === one.file &&
        other.what.length > one.what.length &&
        other.what.includes(one.what) &&
        lineOf(other.file, other.at) === lineOf(one.file, one.at),
    );
  const told = value.origins.filter((one) => !isToldBeside(one));
  return told.map((origin): MaskOrigin => {
    const { file, at } = origin;
    const what = originWords(origin, say);
    const path = index.filePath(file);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const uri = pathToFileURL(join(index.root, path)).toString();
    if (at < 0) return { place: file === here ? '' : name, link: file === here ? null : uri, what };
    const line = lineOf(file, at);
    return { place: file === here ? say('line {0}', line) : `${name}:${line}`, link: `${uri}#L${line}`, what };
  });
}

/** True for a value that is still what the function was called with. */
function isParameterItself({ parameters }: KnownMasks, { value: { origins } }: FoundMask): boolean {
  const [origin] = origins;
  return origins.length === 1 && parameters.some(({ nameStart, type }) => nameStart === origin!.at && !isPointer(type));
}

function callersOf(flow: FlowSession, def: DefId): string | null {
  const callers = maskCallersAtOnce(flow, def, MOST_CALLERS, CALLERS_MS);
  // Whoever points there again is told of all of them.
  if (callers !== null && !callers.isWhole) setImmediate(() => void maskCallers(flow, def, MOST_CALLERS)).unref();
  return callers === null || callers.total === 0 ? null : callersWords(callers, say);
}
