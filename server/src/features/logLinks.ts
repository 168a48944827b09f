import type { DocumentLink } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DefId, KernelIndex } from '../index/kernelIndex';
import { framesIn, type KernelFrame } from '../klog/frames';
import { definitionNames } from '../klog/symbolNames';
import { uriOf } from './locations';
import { say } from './words';

/** Most links of one log: editors keep every one of them, and nobody follows the ten thousandth. */
const MAX_LINKS = 10_000;

/** What a link carries until it is followed. */
export interface LogLinkData {
  readonly function: string;
  readonly module: string | null;
}

/**
 * Links from the functions in a log's frames to their definitions. While `isComplete` is false a function that is not
 * known yet gets a link without a target, which `followLogLink` finds; then only known functions have one.
 */
export function logLinks(index: KernelIndex | null, document: TextDocument, isComplete: boolean): DocumentLink[] {
  const links: DocumentLink[] = [];
  const known = new Map<string, FoundDefinition | null>();
  for (const frame of framesIn(document.getText())) {
    if (links.length === MAX_LINKS) break;
    const key = `${frame.function} ${frame.module}`;
    let found = known.get(key);
    if (found === undefined) {
      found = index === null ? null : definitionOf(index, frame);
      known.set(key, found);
    }
    const range = { start: document.positionAt(frame.start), end: document.positionAt(frame.end) };
    if (found !== null) links.push({ range, target: found.target, tooltip: found.words });
    else if (!isComplete) links.push({ range, data: { function: frame.function, module: frame.module } });
  }
  return links;
}

/** The link with its target, once the index has it; as it was where there is no such function. */
export function followLogLink(index: KernelIndex, link: DocumentLink): DocumentLink {
  const data = link.data as Partial<LogLinkData> | undefined;
  if (typeof data?.function !== 'string') return link;
  const found = definitionOf(index, { function: data.function, module: data.module ?? null });
  return found === null ? link : { ...link, target: found.target, tooltip: found.words };
}

interface FoundDefinition {
  /** With the line behind `#L`, as editors read it. */
  readonly target: string;
  readonly words: string;
}

function definitionOf(
  index: KernelIndex,
  { function: name, module }: Pick<KernelFrame, 'function' | 'module'>,
): FoundDefinition | null {
  for (const candidate of definitionNames(name)) {
    const defs = runningIn(index, index.lookup(candidate), module);
    const [best] = defs;
    if (best === undefined) continue;
    const file = index.filePath(index.defFile(best));
    const words =
      defs.length === 1
        ? say('{0} in {1}', candidate, file)
        : say('{0} in {1}, the likeliest of {2} of that name', candidate, file, defs.length);
    return { target: `${uriOf(index, index.defFile(best))}#L${index.defLine(best)}`, words };
  }
  return null;
}

/** Code that never runs in a kernel's own image. */
const ELSEWHERE = /^(?:tools|scripts|Documentation|usr)\//;

/** The functions that a frame can mean, likeliest first; those of the module's own folder alone where there are some. */
function runningIn(index: KernelIndex, defs: readonly DefId[], module: string | null): readonly DefId[] {
  const path = (def: DefId): string => index.filePath(index.defFile(def));
  // A macro has no frame of its own.
  const functions = defs.filter((def) => index.defKind(def) === 'function' && !ELSEWHERE.test(path(def)));
  const built = functions.filter((def) => !index.defIsExcluded(def));
  const possible = built.length > 0 ? built : functions;
  if (module === null) return possible;
  // Modules write `-` and `_` for each other.
  const plain = (text: string): string => text.replaceAll('-', '_');
  const own = possible.filter((def) =>
    plain(path(def))
      .split('/')
      .some((part) => part.replace(/\.\w$/, '') === plain(module)),
  );
  return own.length > 0 ? own : possible;
}
