import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver';
import type { Gate } from '../flow/functionGates';
import type { FoundMask } from '../flow/maskAt';
import { isGfpName } from '../gfp/expressionAt';
import { flagsIn, type Vocabulary } from '../gfp/vocabulary';
import type { DefId, FileId } from '../index/kernelIndex';
import { knownMask, maskInShort } from '../render/knownMask';
import type { Span } from '../syntax/ast';
import type { FlowSession } from './flowSession';
import type { KnownMasks } from './functionResults';
import type { ViewSettings } from './settings';
import { sideWords } from './sideWords';
import { say } from './words';

/** Functions that one request reads: a screen shows fewer. */
const MOST_FUNCTIONS = 60;
/** A longer list in a margin is not read. */
const MOST_FLAGS = 3;

/**
 * Hints for the functions in a range (0-based lines): behind a mask what is known of it, where the text does not say it already; behind the
 * condition of a gate what it needs, where it does not name the flag itself.
 */
export function inlayHints(
  flow: FlowSession,
  file: FileId,
  { start, end }: Range,
  views: Pick<ViewSettings, 'maskHints' | 'gateHints'>,
): InlayHint[] {
  const { index } = flow;
  const text = flow.text(file);
  if (text === null || !(views.maskHints || views.gateHints)) return [];
  const lines = flow.linesOf(file);
  const from = lines.spanOf(start.line + 1).start;
  const to = lines.spanOf(end.line + 1).end;
  const hints: InlayHint[] = [];
  const add = (at: number, label: string, tooltip: string): void => {
    if (at < from || at > to) return;
    const { line, column } = lines.positionOf(at);
    const position = { line: line - 1, character: column - 1 };
    hints.push({ position, label, tooltip, kind: InlayHintKind.Type, paddingLeft: true });
  };
  for (const def of functionsIn(flow, file, start.line + 1, end.line + 1)) {
    const known = views.maskHints ? flow.masks(def) : null;
    if (known !== null)
      // With a sign before it, or it reads like code.
      for (const { at, label } of maskHints(known, text, flow.vocabulary))
        add(at, `→ ${label}`, say('What is known of this gfp mask.'));
    const gates = views.gateHints && index.defKind(def) === 'function' ? flow.gates(def, null) : null;
    for (const gate of gates?.gates ?? []) {
      const label = gateHint(gate, flow.vocabulary);
      if (label === null) continue;
      const { set, clear } = gate.when;
      add(gate.span.end, label, `${say('set: {0}', sideWords(set))}\n${say('clear: {0}', sideWords(clear))}`);
    }
  }
  return hints;
}

/** Functions that touch the lines from `first` to `last`, 1-based. */
function functionsIn({ index }: FlowSession, file: FileId, first: number, last: number): DefId[] {
  return index
    .defsOfFile(file)
    .filter((def) => index.defKind(def) === 'function' && index.defLine(def) <= last && index.defEndLine(def) >= first)
    .slice(0, MOST_FUNCTIONS);
}

function maskHints(known: KnownMasks, text: string, vocabulary: Vocabulary): { at: number; label: string }[] {
  const hints: { at: number; label: string }[] = [];
  const isTested = ({ start, end }: Span): boolean =>
    known.tests.some((test) => test.start <= start && end <= test.end);
  const isHead = ({ span }: FoundMask): boolean => known.parameters.some(({ nameStart }) => nameStart === span.start);
  let behind = -1;
  const told = new Set<string>();
  // Sorted by start, the largest first: what lies inside of another one is told by that one.
  for (const mask of known.masks) {
    if (mask.span.start < behind || isHead(mask)) continue;
    const given = valueGiven(mask, known, text);
    behind = given.span.end;
    if (isTested(given.span)) continue;
    const words = maskInShort(knownMask(given.value.now, vocabulary), say);
    if (words === null || isPlain(text.slice(given.span.start, given.span.end), given, vocabulary)) continue;
    // The same of the same variable, once more further down, is noise.
    const key = `${text.slice(given.span.start, given.span.end)} ${words}`;
    if (told.has(key)) continue;
    told.add(key);
    hints.push({ at: given.span.end, label: words });
  }
  return hints;
}

/** Of a declaration, whose mask stands at its name, what it is given; else the mask itself. */
function valueGiven(mask: FoundMask, { masks }: KnownMasks, text: string): FoundMask {
  const assignment = /^\s*=(?!=)\s*/.exec(text.slice(mask.span.end, mask.span.end + 80));
  if (assignment === null) return mask;
  const at = mask.span.end + assignment[0].length;
  return masks.find(({ span }) => span.start === at) ?? mask;
}

/** True where the text says it all: it is made of flags alone, or names every flag that is known. */
function isPlain(expression: string, { value: { now } }: FoundMask, vocabulary: Vocabulary): boolean {
  const words = expression.match(/[A-Za-z_]\w*/g) ?? [];
  if (words.every((word) => isGfpName(word) || /^(?:gfp_t|__force|u32|unsigned|int)$/.test(word))) return true;
  let named = 0n;
  for (const word of words) named |= vocabulary.values.get(word) ?? 0n;
  const { report } = knownMask(now, vocabulary);
  const told = new Set(flagsIn(named, vocabulary).map(({ name }) => name));
  return report.symbolic === null && [...report.set, ...report.clear].every((flag) => told.has(flag));
}

/** `needs __GFP_FS`, `only without __GFP_IO`, `depends on …`; null where the condition names its flags itself. */
function gateHint({ bits, lanes, condition }: Gate, vocabulary: Vocabulary): string | null {
  const words = condition.match(/\b_{0,3}GFP_\w+/g) ?? [];
  const written = words.reduce((all, word) => all | (vocabulary.values.get(word) ?? 0n), 0n);
  const told = new Set([...flagsIn(written, vocabulary).map(({ name }) => name), ...words]);
  if (bits.every((bit) => told.has(bit))) return null;
  const named = bits.slice(0, MOST_FLAGS).join(', ');
  const shown = bits.length > MOST_FLAGS ? say('{0} and {1} more', named, bits.length - MOST_FLAGS) : named;
  if (bits.length > 1) return say('depends on {0}', shown);
  if (lanes.ifClear === false) return say('needs {0}', shown);
  return lanes.ifSet === false ? say('only without {0}', shown) : say('depends on {0}', shown);
}
