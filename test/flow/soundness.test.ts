import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze } from '../../server/src/flow/analysis';
import { entryWith } from '../../server/src/flow/functionGates';
import { joinValues, truthOf, type Value } from '../../server/src/flow/value';
import { constant } from '../../server/src/gfp/maskValue';
import type { Expression, FunctionSyntax } from '../../server/src/syntax/ast';
import { type Cell, Machine, type Struct, stored, TooLong, type World } from './concrete';
import { type FlowTree, flowTree } from './flowTree';
import { HELPERS, program } from './randomPrograms';

const RUNS = Number(process.env.GFP_LENS_RUNS ?? 60);
/** The same programs each time; GFP_LENS_SEED and GFP_LENS_RUNS search on. */
const SEED = Number(process.env.GFP_LENS_SEED ?? 2034633900);
/** Real runs of each program. */
const TRIES = 12;

/** A program's own stream of numbers, so that a failure comes again. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const MASKS = [0n, 0x40n, 0x80n, 0x100n, 0xc0n, 0xc40n, 0xfffn];

function boxOf(gfp: bigint, ok: bigint, other: bigint): Struct {
  const cell = (type: string, value: bigint): Cell => ({ type, value });
  return new Map([
    ['gfp', cell('gfp_t', gfp)],
    ['ok', cell('bool', ok)],
    ['other', cell('gfp_t', other)],
    ['cell', cell('gfp_t *', 0n)],
  ]);
}

function worldOf(tree: FlowTree, random: (below: number) => number, told: World['told']): World {
  const mask = (): bigint => MASKS[random(MASKS.length)]!;
  const { code } = tree.engine;
  const functions = new Map<string, FunctionSyntax | null>();
  return {
    values: tree.engine.vocabulary.values,
    told,
    fields: (type) =>
      type === 'struct box'
        ? [
            ['gfp', 'gfp_t'],
            ['ok', 'bool'],
            ['other', 'gfp_t'],
            ['cell', 'gfp_t *'],
          ]
        : [],
    functionOf: (name) => {
      let syntax = functions.get(name);
      if (syntax === undefined) {
        syntax = code.functionSyntax(tree.def(name));
        functions.set(name, syntax);
      }
      return syntax;
    },
    callOther: (name, args, at) => {
      switch (name) {
        case 'choice':
          return BigInt(random(2));
        case 'unlikely':
          return at.truth(args[0]!) ? 1n : 0n;
        case 'change': {
          (at.evaluate(args[0]!) as Cell).value = mask();
          return 0n;
        }
        case 'fill': {
          const box = (at.evaluate(args[0]!) as Cell).value as Struct;
          for (const cell of box.values()) if (!cell.type.includes('*')) cell.value = stored(cell.type, mask());
          return 0n;
        }
        case 'SET_BITS': {
          const value = at.evaluate(args[1]!) as bigint;
          const cell = at.cellOf(args[0]!);
          cell.value = (cell.value as bigint) | value;
          return 0n;
        }
        case 'EITHER_OF': {
          const [a, b] = [at.evaluate(args[0]!) as bigint, at.evaluate(args[1]!) as bigint];
          return (a & 0x40n) !== 0n ? a : b;
        }
        case 'TWICE':
          return (at.evaluate(args[0]!) as bigint) | 0x100n;
        default:
          return undefined;
      }
    },
  };
}

const placeOf = ({ start, end }: Expression): string => `${start}:${end}`;

/** What the interpreter says of each expression of `f`, by its place. */
function saidOf(tree: FlowTree, entry: bigint | null, explores: boolean): Map<string, Value> {
  const said = new Map<string, Value>();
  const keep = (key: string, value: Value): void => {
    const known = said.get(key);
    said.set(key, known === undefined ? value : joinValues(known, value));
  };
  const analysis = analyze(
    tree.engine,
    tree.def('f'),
    {
      value: (at, value) => keep(placeOf(at), value),
      condition: (leaf, { value }) => keep(`if ${placeOf(leaf)}`, value),
    },
    { entry: entryWith(entry === null ? null : constant(entry)), explores },
  );
  assert.ok(analysis !== null);
  if (!analysis.isComplete) said.clear();
  assert.deepEqual(analysis.syntax.problems, []);
  return said;
}

/** Runs the program with real numbers: each must be one that the interpreter allows at its place. */
function check(text: string, tree: FlowTree, entry: bigint | null, explores: boolean): void {
  const said = saidOf(tree, entry, explores);
  if (said.size === 0) return;
  const source = tree.text('main.c');
  for (let turn = 0; turn < TRIES; turn++) {
    const random = numbers(turn * 7919 + 1);
    const mask = (): bigint => entry ?? MASKS[random(MASKS.length)]!;
    const words = (at: Expression): string => {
      const line = source.slice(0, at.start).split('\n').length;
      return `line ${line}: ${source.slice(at.start, at.end)}\n${text}`;
    };
    const world = worldOf(tree, random, (at, value) => {
      const known = said.get(placeOf(at));
      if (known === undefined) {
        // What is never told is said never to be reached. Not everything is told that is: `a && b` in a condition is a, then b.
        if (at.kind === 'assign') assert.fail(`said never to be reached: ${words(at)}`);
        return;
      }
      const low = value & 0xffffffffn;
      const { set, clear } = known.now;
      const test = said.get(`if ${placeOf(at)}`);
      const truth = truthOf(known.now) ?? (test === undefined ? null : truthOf(test.now));
      const isWithin = (one: bigint): boolean => (set & 0xffffffffn & ~one) === 0n && (clear & one) === 0n;
      if (!isWithin(low) || (truth !== null && truth !== (value !== 0n))) {
        const hex = (bits: bigint): string => (bits & 0xffffffffn).toString(16);
        assert.fail(`is ${hex(low)}, said to have ${hex(set)} and not ${hex(clear)}: ${words(at)}`);
      }
    });
    const box: Cell = { type: 'struct box', value: boxOf(mask(), BigInt(random(2)), mask()) };
    try {
      new Machine(world).run(tree.engine.code.functionSyntax(tree.def('f'))!, [mask(), box]);
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
    }
  }
}

describe('what the interpreter says of random programs', () => {
  it('holds for every real run, at every place', async function () {
    this.timeout(RUNS * 2000);
    await fc.assert(
      fc.asyncProperty(program, fc.constantFrom(null, 0x80n, 0xc40n), fc.boolean(), async (text, entry, explores) => {
        check(text, await flowTree(HELPERS + text), entry, explores);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
