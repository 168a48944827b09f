/** An interpreter over a fixture's files and the headers of the sample kernel, and what it says at places that are asked about. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../server/src/flow/analysis';
import type { Engine, Entry, Recorder } from '../../server/src/flow/frame';
import { entryWith, gatesOf } from '../../server/src/flow/functionGates';
import { createEngine } from '../../server/src/flow/interpreter';
import { joinValues, truthOf, type Value } from '../../server/src/flow/value';
import { evaluateExpression } from '../../server/src/gfp/constantExpression';
import { constant } from '../../server/src/gfp/maskValue';
import { vocabularyFromTree } from '../../server/src/gfp/treeVocabulary';
import type { ConfigLookup, Vocabulary } from '../../server/src/gfp/vocabulary';
import type { DefId, FileId, KernelIndex } from '../../server/src/index/kernelIndex';
import { codeNames } from '../../server/src/index/packedNames';
import { readTexts } from '../../server/src/index/textIndex';
import { indexOf } from '../../server/src/index/treeParts';
import { createCodeReader } from '../../server/src/syntax/treeCode';
import { toldConditions } from '../../server/src/tree/toldConditions';
import { type Fixture, parseFixture } from '../support/fixture';
import { testParser } from '../syntax/readCode';

const SAMPLE = join(__dirname, '..', '..', 'samples', 'mini-kernel');
/** What a fixture can include without having it. */
const HEADERS = [
  'include/linux/types.h',
  'include/linux/gfp_types.h',
  'include/linux/gfp.h',
  'include/linux/sched.h',
  'include/linux/sched/mm.h',
  'include/linux/kernel.h',
  'arch/x86/include/asm/current.h',
];
/** The compiler's own words, which the sample kernel shares with the real one. */
const COMPILER = `#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define __force
#define __bitwise
#define __acquires(x)
#define __releases(x)
#define __always_inline inline
`;
/** Put before the text of every file of the fixture, on its first line, so that lines keep their numbers. */
const INCLUDES = '#include <linux/sched/mm.h>\n#include <linux/kernel.h>\n';

export interface FlowTree {
  readonly engine: Engine;
  readonly index: KernelIndex;
  readonly vocabulary: Vocabulary;
  readonly fixture: Fixture;
  text(path: string): string;
  def(name: string): DefId;
  /** Value of `GFP_NOFS | __GFP_ZERO`. */
  mask(expression: string): bigint;
}

export interface FlowOptions {
  /** Known of every mask that comes from outside: `GFP_NOFS`. */
  readonly entry?: string | undefined;
  readonly config?: ConfigLookup | undefined;
  readonly steps?: number | undefined;
}

export async function flowTree(text: string, { config }: FlowOptions = {}): Promise<FlowTree> {
  const fixture = parseFixture(text);
  const texts = new Map<string, string>();
  for (const path of HEADERS) texts.set(path, readFileSync(join(SAMPLE, path), 'utf8'));
  texts.set('include/linux/compiler.h', COMPILER);
  for (const [path, code] of fixture.files) texts.set(path, path.endsWith('.c') ? INCLUDES + code : code);
  const sources = [...texts].map(([path, code]) => ({ path, text: code }));
  const index = indexOf(readTexts('/fixture', sources, 'x86'));
  const vocabulary = vocabularyFromTree(
    { gfp: texts.get('include/linux/gfp.h'), gfpTypes: texts.get('include/linux/gfp_types.h') },
    config ?? (() => undefined),
    '6.1',
  );
  assert.ok(vocabulary !== null);
  const readText = (path: string): string | null => texts.get(path) ?? null;
  const code = createCodeReader({
    parser: await testParser(),
    index,
    names: codeNames(index, { evaluate: evaluateExpression, textOf: readText }),
    readText,
    isOff: toldConditions(vocabulary.config),
  });
  const values = vocabulary.values;
  return {
    engine: createEngine(code, vocabulary),
    index,
    vocabulary,
    fixture,
    text: (path) => texts.get(path) ?? '',
    def: (name) => {
      const defs = Array.from({ length: index.defCount }, (_, def) => def);
      const found = defs.find((def) => index.defName(def) === name && index.defKind(def) === 'function');
      assert.ok(found !== undefined, `no function ${name}`);
      return found;
    },
    mask: (expression) =>
      expression.split('|').reduce((mask, name) => {
        const value = values.get(name.trim()) ?? values.get(`__GFP_${name.trim()}`);
        assert.ok(value !== undefined, `no flag ${name}`);
        return mask | value;
      }, 0n),
  };
}

/**
 * Checks what is known where a fixture says so itself: `known("FS- IO+", gfp);`. The words are what a mask is as a whole
 * (`GFP_NOFS|__GFP_ZERO`), the flags that matter (`IO+ FS- ZERO?`: set, clear, not known), what a condition is (`true`, `false`,
 * `either`), or `unreached` where no way leads to the place.
 */
export async function checkFlow(text: string, options: FlowOptions = {}): Promise<void> {
  const tree = await flowTree(text, options);
  const found = knownIn(tree, options);
  let count = 0;
  for (const [path, code] of tree.fixture.files) {
    for (const { 0: written, 1: words = '', index } of code.matchAll(/\bknown\("([^"]*)", .*/g)) {
      count++;
      const line = code.slice(0, index).split('\n').length;
      const value = found.get(`${path} ${index + (path.endsWith('.c') ? INCLUDES.length : 0)}`);
      assert.equal(value === undefined ? 'unreached' : shown(value, words, tree), words, `${path}:${line} ${written}`);
    }
  }
  assert.ok(count > 0, 'nothing is asked');
}

/** Values of the second argument of each `known()` that is reached, by file and offset of the call. */
function knownIn(tree: FlowTree, { entry, steps }: FlowOptions): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const def of ownFunctions(tree)) {
    const path = tree.index.filePath(tree.index.defFile(def));
    const recorder: Recorder = {
      call: ({ callee, start }, [, value]) => {
        if (callee.kind !== 'name' || callee.name !== 'known' || value === undefined) return;
        const key = `${path} ${start}`;
        const before = found.get(key);
        found.set(key, before === undefined ? value : joinValues(before, value));
      },
    };
    analyze(tree.engine, def, recorder, { entry: entryOf(tree, entry), ...(steps === undefined ? {} : { steps }) });
  }
  return found;
}

/** One line for each gate: `f: condition [bits] kind, set: …, clear: …`, and under a mask what it makes of the gate. */
export async function gateLines(text: string, options: FlowOptions = {}): Promise<string[]> {
  const tree = await flowTree(text, options);
  return ownFunctions(tree).flatMap((def) =>
    (gatesOf(tree.engine, def, entryOf(tree, options.entry))?.gates ?? []).map(
      ({ condition, bits, kind, when, outcome }) => {
        const flags = bits.map((bit) => bit.replace('__GFP_', '')).join(' ');
        const words = options.entry === undefined ? `set: ${when.set}, clear: ${when.clear}` : outcome;
        return `${tree.index.defName(def)}: ${condition} [${flags}] ${kind}, ${words}`;
      },
    ),
  );
}

function ownFunctions({ index, fixture }: FlowTree): DefId[] {
  const isOwn = (file: FileId): boolean => fixture.files.has(index.filePath(file));
  return Array.from({ length: index.defCount }, (_, def) => def).filter(
    (def) => index.defKind(def) === 'function' && isOwn(index.defFile(def)),
  );
}

function entryOf(tree: FlowTree, entry: string | undefined): Entry {
  return entryWith(entry === undefined ? null : constant(tree.mask(entry)));
}

function shown(value: Value, label: string, { vocabulary, mask }: FlowTree): string {
  if (/^(?:true|false|either)$/.test(label)) {
    const truth = truthOf(value.now);
    return truth === null ? 'either' : String(truth);
  }
  if (!value.isMask) return 'no mask';
  const { set, clear } = value.now;
  const state = (bit: bigint): string => ((set & bit) === bit ? '+' : (clear & bit) === bit ? '-' : '?');
  if (/[-+?]$/.test(label)) {
    const words = label.split(/\s+/).map((word) => word.slice(0, -1));
    return words.map((word) => `${word}${state(mask(word))}`).join(' ');
  }
  const low = 0xffffffffn;
  if (((set | clear) & low) === low && (set & low) === mask(label)) return label;
  return vocabulary.flags.map(({ name, value: bit }) => `${name.replace('__GFP_', '')}${state(bit)}`).join(' ');
}
