import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildConditions } from '../../server/src/index/buildConditions';
import { edgeKind, isByFieldOnly } from '../../server/src/index/callees';
import { EdgeKind } from '../../server/src/index/edges';
import type { Links } from '../../server/src/index/link';
import { MemoryIndex } from '../../server/src/index/memoryIndex';
import type { Facts } from '../../server/src/index/merge';
import { type PackedTree, packTree } from '../../server/src/index/packTree';
import { unpackColumns } from '../../server/src/index/unpackTree';
import { CallRow, type TableName, tableColumns, tableNames } from '../../server/src/outline/rows';
import { TypeTable } from '../../server/src/outline/typeExprs';
import { NameTable } from '../../server/src/text/nameTable';

interface Call {
  readonly def: number;
  readonly name: number;
  readonly line: number;
  readonly column: number;
  readonly kind: number;
  readonly base: number;
  readonly aux: number;
  readonly condition: number;
  readonly edge: number;
  readonly byFieldOnly: number;
  readonly slot: number;
  readonly targets: readonly number[];
}

const DEFS = 12;
const NAMES = 20;
const far = fc.oneof({ weight: 6, arbitrary: fc.nat(40) }, fc.integer({ min: 250, max: 260 }), fc.nat(2 ** 30));
const call: fc.Arbitrary<Call> = fc.record({
  def: fc.nat(DEFS - 1),
  name: fc.nat(NAMES - 1),
  line: far,
  column: far,
  kind: fc.nat(6),
  base: far,
  aux: fc.oneof(fc.nat(200), fc.nat(2 ** 20)),
  condition: fc.nat(80_000),
  edge: fc.nat(5),
  byFieldOnly: fc.nat(1),
  slot: fc.integer({ min: -1, max: 5 }),
  targets: fc.array(fc.nat(DEFS - 1), { maxLength: 3 }),
});

/** One file whose definitions and calls are as given; every other table has a few rows of any numbers. */
function linked(unsorted: readonly Call[], other: readonly number[]): { facts: Facts; links: Links } {
  const calls = [...unsorted].sort((a, b) => a.def - b.def);
  const names = new NameTable(64);
  for (let name = 0; name < NAMES; name++) names.internText(`name${name}`);
  const columns: Record<string, Int32Array> = {};
  const fileRows = {} as Record<TableName, Int32Array>;
  for (const table of tableNames) {
    const rows = table === 'defs' ? DEFS : table === 'calls' ? calls.length : other.length;
    fileRows[table] = Int32Array.of(0, rows);
    for (const column of tableColumns[table])
      columns[`${table}.${column}`] = Int32Array.from({ length: rows }, (_, row) => other[row % other.length]!);
  }
  columns['defs.name'] = Int32Array.from({ length: DEFS }, (_, def) => def % NAMES);
  for (const column of tableColumns.calls) columns[`calls.${column}`] = Int32Array.from(calls, (row) => row[column]);
  const pool = [0];
  const target = Int32Array.from(calls, ({ targets }) => {
    if (targets.length < 2) return targets[0] ?? -1;
    pool.push(targets.length, ...targets);
    return -(pool.length - targets.length - 1) - 2;
  });
  const facts: Facts = {
    names,
    types: new TypeTable(),
    conditionParent: Int32Array.of(-1),
    conditionText: Int32Array.of(-1),
    columns,
    text: new Uint8Array(0),
    defFile: new Int32Array(DEFS),
    fileRows,
    textFile: Int32Array.of(0),
  };
  const links: Links = {
    kind: Uint8Array.from(calls, ({ edge }) => edge),
    target,
    pool: Int32Array.from(pool),
    slot: Int32Array.from(calls, ({ slot }) => slot),
    byFieldOnly: Uint8Array.from(calls, ({ byFieldOnly }) => byFieldOnly),
    slotStruct: new Int32Array(6),
    slotField: Int32Array.from({ length: 6 }, (_, slot) => slot),
    storedSlot: new Int32Array(0),
    storedDef: new Int32Array(0),
    storedRow: new Int32Array(0),
    assignFile: new Int32Array(0),
    conditionState: new Uint8Array(1),
  };
  return { facts, links };
}

function indexOf(tree: PackedTree): MemoryIndex {
  const counts = { files: 1, bytes: 0, functions: DEFS, macros: 0, calls: 0, indirectCalls: 0, assignments: 0 };
  const identity = {
    root: '/',
    kernelVersion: null,
    partial: false,
    arch: 'x86',
    counts,
    buildConditions: buildConditions([], () => null),
  };
  return new MemoryIndex(identity, ['a.c'], tree);
}

const other = fc.array(fc.oneof(fc.integer({ min: -1, max: 5 }), fc.integer({ min: -1, max: 2 ** 30 })), {
  minLength: 1,
  maxLength: 20,
});

describe('packTree', () => {
  it('gives back every column of every table, whatever stands there', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), other, (calls, numbers) => {
        const { facts, links } = linked(calls, numbers);
        const before = Object.entries(facts.columns).map(([key, values]) => [key, Array.from(values)] as const);
        const after = unpackColumns(packTree(facts, links));
        // A negative row number means "none" in every column of row numbers.
        for (const [key, values] of before) assert.deepEqual(Array.from(after[key]!), values, key);
      }),
    );
  });

  it('answers as the links said', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 60 }), (calls) => {
        const { facts, links } = linked(calls, [0]);
        const sorted = [...calls].sort((a, b) => a.def - b.def);
        const tree = packTree(facts, links);
        const index = indexOf(tree);
        sorted.forEach((own, row) => {
          assert.equal(index.callCaller(row), own.def);
          assert.deepEqual(index.callSite(row), { file: 0, line: own.line, column: own.column });
          assert.equal(index.callCalleeName(row), own.name);
          assert.equal(index.callSlot(row), own.slot < 0 ? undefined : own.slot);
          assert.equal(isByFieldOnly(tree.callees.kind[row]!), own.byFieldOnly === 1);
          assert.equal(edgeKind(tree.callees.kind[row]!), own.edge);
          assert.deepEqual(Array.from(index.targets(row)), own.slot < 0 ? own.targets : []);
        });
        for (let def = 0; def < DEFS; def++) {
          const callers = sorted.flatMap((own, row) =>
            own.edge === EdgeKind.None ? [] : own.targets.filter((target) => target === def).map(() => row),
          );
          assert.deepEqual(Array.from(index.callsTo(def)), callers);
          const own = index.callsOf(def);
          assert.equal(own.to - own.from, sorted.filter((row) => row.def === def).length);
        }
        for (let slot = 0; slot < 6; slot++)
          assert.deepEqual(
            Array.from(index.slotCalls(slot)),
            sorted.flatMap((own, row) => (own.slot === slot ? [row] : [])),
          );
      }),
    );
  });

  it('refuses a kind that has no room', () => {
    const { facts, links } = linked([], [0]);
    const row = {
      ...facts.columns,
      'calls.kind': Int32Array.of(16),
      'calls.name': Int32Array.of(0),
      'calls.def': Int32Array.of(0),
    };
    const one = {
      ...links,
      kind: Uint8Array.of(1),
      target: Int32Array.of(-1),
      slot: Int32Array.of(-1),
      byFieldOnly: Uint8Array.of(0),
    };
    assert.throws(() => packTree({ ...facts, columns: row }, one), /does not fit/);
    assert.ok(Math.max(...Object.values(CallRow)) <= 15 && Math.max(...Object.values(EdgeKind)) <= 7);
  });

  it('refuses calls that are not in the order of definitions', () => {
    const { facts, links } = linked([], [0]);
    const columns = { ...facts.columns, 'calls.def': Int32Array.of(3, 1) };
    assert.throws(() => packTree({ ...facts, columns }, links), /not in the order/);
  });
});
