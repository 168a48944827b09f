import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../flow/frame';
import { entryWith, type FunctionGates, gatesOf } from '../flow/functionGates';
import { createEngine } from '../flow/interpreter';
import { masksInSteps } from '../flow/maskAt';
import { evaluateExpression } from '../gfp/constantExpression';
import { constant } from '../gfp/maskValue';
import type { Vocabulary } from '../gfp/vocabulary';
import { hazardsOf } from '../hazards/functionHazards';
import type { Hazard } from '../hazards/hazard';
import type { CodeNames } from '../index/codeNames';
import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';
import { namesOverlaid } from '../index/namesOverlaid';
import { codeNames } from '../index/packedNames';
import type { SourceText } from '../index/textIndex';
import { BoundedCache } from '../syntax/boundedCache';
import { type KeptCode, keptCode } from '../syntax/keptCode';
import type { CParser } from '../syntax/parser';
import { createCodeReader, type TreeCode } from '../syntax/treeCode';
import { LinedSource } from '../text/linedSource';
import { allSteps, type Steps } from '../text/steps';
import { toldConditions } from '../tree/toldConditions';
import { FunctionResults, type KnownMasks } from './functionResults';
import { helpersOf } from './helpersOf';
import { say } from './words';

/** Characters of texts whose line starts are kept. */
const LINED_BOUND = 16_000_000;

/** What changes under an interpreter: the index in force, the texts that are open, the flags of the tree. */
export interface FlowState {
  readonly index: KernelIndex;
  readonly vocabulary: Vocabulary;
  /** Open documents of the tree, as they stand in the editor. */
  readonly open: readonly SourceText[];
}

interface Base {
  readonly index: KernelIndex;
  readonly names: CodeNames;
  readonly kept: KeptCode;
}

/**
 * The interpreter of one tree, as it stands in the editor. What was read stays read: an edit reads the function anew that it
 * changes, and interprets others anew only where it changes something that they may have been followed into.
 */
export class FlowSession {
  private base: Base | null = null;
  private state: FlowState | null = null;
  private live: { readonly engine: Engine; readonly code: TreeCode } | null = null;
  private results = new WeakMap<object, FunctionResults>();
  private helpers = '';
  private readonly lined = new BoundedCache<FileId, { readonly text: string; readonly lines: LinedSource }>(
    LINED_BOUND,
  );

  constructor(private readonly parser: CParser) {}

  /** To be called before each question; nothing happens where nothing changed. */
  update(state: FlowState): this {
    const before = this.state;
    if (before !== null && before.index === state.index && before.vocabulary === state.vocabulary) return this;
    const baseIndex = state.index.overlaid?.base ?? state.index;
    if (this.base?.index !== baseIndex || before?.vocabulary !== state.vocabulary) {
      this.base = {
        index: baseIndex,
        names: codeNames(baseIndex, { evaluate: evaluateExpression }),
        kept: keptCode(),
      };
      this.results = new WeakMap();
      this.helpers = '';
    } else if (before !== null) forgetChanged(this.base.kept, before, state);
    this.state = state;
    const { base } = this;
    const { index } = state;
    const texts = new Map(state.open.map(({ path, text }) => [path, text]));
    const code = createCodeReader({
      parser: this.parser,
      index,
      names: index.overlaid === undefined ? base.names : namesOverlaid(index, index.overlaid, base.names),
      readText: (path) => texts.get(path) ?? textOnDisk(join(index.root, path)),
      kept: base.kept,
      isOff: toldConditions(state.vocabulary.config),
    });
    // Summaries of helpers may rest on what was edited; they are small and made again in no time.
    this.live = { code, engine: createEngine(code, state.vocabulary) };
    const { key, hasMacros } = helpersOf(code, state.open, (path) => textOnDisk(join(index.root, path)));
    if (key !== this.helpers) {
      this.results = new WeakMap();
      if (hasMacros || this.helpers !== '') base.kept.names = null;
      this.helpers = key;
    }
    return this;
  }

  /** Reads ahead what questions about a file will need, in steps of a few milliseconds; nothing depends on it. */
  *prepare(file: FileId): Generator<void> {
    const { base, index } = this;
    if (base === null) return;
    index.defsOfName(0);
    yield;
    for (const def of index.defsOfFile(file).slice(0, 1)) index.callsTo(def);
    yield;
    index.slotByName('');
    yield;
    if (base.names.prepare) yield* base.names.prepare(file);
  }

  /** Interprets the functions of a file that have to do with masks before somebody points at them. */
  *readAhead(file: FileId): Generator<void> {
    const { index } = this;
    for (const def of index.defsOfFile(file)) {
      // An edit in between: who asks next reads what stands there now.
      if (this.index !== index) return;
      if (index.defKind(def) !== 'function' || !/gfp/i.test(this.now.code.definitionText(def) ?? '')) continue;
      yield* this.masksInSteps(def);
      yield;
    }
  }

  get engine(): Engine {
    return this.now.engine;
  }

  get index(): KernelIndex {
    return this.now.code.index;
  }

  /** As read from the tree. */
  get vocabulary(): Vocabulary {
    return this.state!.vocabulary;
  }

  text(file: FileId): string | null {
    return this.now.code.text(file);
  }

  linesOf(file: FileId): LinedSource {
    const text = this.text(file) ?? '';
    const known = this.lined.get(file);
    if (known?.text === text) return known.lines;
    const lines = new LinedSource(text);
    this.lined.set(file, { text, lines }, text.length + 1);
    return lines;
  }

  /** Masks of a function; null where it cannot be read. */
  masks(def: DefId): KnownMasks | null {
    return allSteps(this.masksInSteps(def));
  }

  /** As `masks`; null too where something was edited in between. */
  *masksInSteps(def: DefId): Steps<KnownMasks | null> {
    const results = this.resultsOf(def);
    if (results === null || results.masks !== null) return results?.masks ?? null;
    const { engine } = this;
    const masks = yield* this.readMasks(def);
    if (this.engine !== engine) return null;
    results.masks = masks;
    return masks;
  }

  /** As `masks`, with notes on origins whose places are those of the texts as they are now. */
  masksAsOfNow(def: DefId): KnownMasks | null {
    const known = this.masks(def);
    if (known === null || known.text === this.text(this.index.defFile(def))) return known;
    const results = this.resultsOf(def);
    if (results !== null) results.masks = null;
    return this.masks(def);
  }

  /** Gates of a function under a mask, or under none; null where it cannot be read. */
  gates(def: DefId, mask: bigint | null): FunctionGates | null {
    const results = this.resultsOf(def);
    if (results === null) return null;
    const known = results.gatesOr(mask, () => {
      return gatesOf(this.engine, def, entryWith(mask === null ? null : constant(mask)));
    });
    return known;
  }

  /** What is likely wrong with the masks of a function; empty where it cannot be read. */
  hazards(def: DefId): readonly Hazard[] {
    return this.resultsOf(def)?.hazardsOr(() => hazardsOf(this.engine, def, say)) ?? [];
  }

  private get now(): { readonly engine: Engine; readonly code: TreeCode } {
    if (this.live === null) throw new Error('asked before update()');
    return this.live;
  }

  private resultsOf(def: DefId): FunctionResults | null {
    const { code } = this.now;
    const syntax = code.functionSyntax(def);
    const reading = syntax === null ? null : code.reading(def);
    if (syntax === null || reading === null) return null;
    let results = this.results.get(reading);
    if (results === undefined) {
      results = new FunctionResults(syntax.start);
      this.results.set(reading, results);
    }
    results.moveTo(syntax.start);
    return results;
  }

  private *readMasks(def: DefId): Steps<KnownMasks | null> {
    const found = yield* masksInSteps(this.engine, def);
    if (found === null) return null;
    const { masks, calls, tests, analysis } = found;
    const { isComplete, syntax } = analysis;
    const text = this.text(this.index.defFile(def)) ?? '';
    return { def, masks, calls, tests, isComplete, parameters: syntax.parameters, text };
  }
}

/** Texts of documents that were opened, edited or closed since are read again. */
function forgetChanged(kept: KeptCode, before: FlowState, after: FlowState): void {
  const old = new Map(before.open.map(({ path, text }) => [path, text]));
  const now = new Map(after.open.map(({ path, text }) => [path, text]));
  for (const path of new Set([...old.keys(), ...now.keys()])) {
    const { base } = after.index.overlaid ?? { base: after.index };
    // A file that only the editor has gets another number with each edit.
    if (old.get(path) === now.get(path) && base.fileByPath(path) !== undefined) continue;
    for (const index of [before.index, after.index]) {
      const file = index.fileByPath(path);
      if (file !== undefined) kept.texts.delete(file);
    }
  }
}

function textOnDisk(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
