import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type TraceRequest, tracePaths } from '../../server/src/trace/tracePaths';
import { graphIndex } from '../support/graphIndex';

type Options = Omit<Partial<TraceRequest>, 'from' | 'to' | 'via'> & { readonly via?: readonly string[] };

/** The paths as lines of names. */
function pathsIn(graph: string, from: string, to: string, { via, ...options }: Options = {}): string[] {
  const index = graphIndex(graph);
  const request = { ...options, from: index.lookup(from), to: index.lookup(to) };
  const stations = via === undefined ? {} : { via: via.map((name) => index.lookup(name)) };
  return tracePaths(index, { ...request, ...stations }).map((path) =>
    path.hops.map((hop) => index.defName(hop.def)).join(' '),
  );
}

/** `count` callers of `callee`, each in a driver of its own. */
function crowd(callee: string, count: number): string {
  return Array.from({ length: count }, (_, i) => `drivers/d${i}/d.c: user${i}\nuser${i} > ${callee}`).join('\n');
}

describe('tracePaths', () => {
  it('gives each hop the call that leads on, and none to the last', () => {
    const index = graphIndex(`
      mm/a.c: first
      mm/a.c: last
      first > nothing
      first > last
    `);
    const [path] = tracePaths(index, { from: index.lookup('first'), to: index.lookup('last') });
    const calls = path?.hops.map(({ call }) => (call === null ? null : index.callSite(call).line));
    assert.deepEqual(calls, [12, null]);
  });

  it('is one hop where the ends are the same', () => {
    assert.deepEqual(pathsIn('mm/a.c: same', 'same', 'same'), ['same']);
  });

  it('is empty where nothing leads there, and where an end means nothing', () => {
    const graph = 'mm/a.c: one\nmm/a.c: other\nother > one';
    assert.deepEqual(pathsIn(graph, 'one', 'other'), []);
    assert.deepEqual(pathsIn(graph, 'nobody', 'other'), []);
  });

  it('prefers many private steps to one popular function', () => {
    const graph = `
      mm/a.c: start
      mm/a.c: step1 static
      mm/a.c: step2 static
      mm/a.c: step3 static
      lib/b.c: popular
      mm/a.c: goal
      start > popular
      popular > goal
      start > step1
      step1 > step2
      step2 > step3
      step3 > goal
      ${crowd('popular', 60)}`;
    assert.deepEqual(pathsIn(graph, 'start', 'goal'), ['start step1 step2 step3 goal']);
  });

  it('prefers the main road to a branch that leaves the function', () => {
    const graph = `
      mm/a.c: start
      mm/a.c: special
      mm/a.c: general
      mm/a.c: more
      mm/a.c: goal
      start > special return
      start > general
      special > goal
      general > more
      more > goal`;
    assert.deepEqual(pathsIn(graph, 'start', 'goal'), ['start general more goal']);
  });

  it('prefers calls to fields, and a field with few functions to one with many', () => {
    const many = Array.from({ length: 40 }, (_, i) => `mm/s${i}.c: stored${i}\nmany.op = stored${i}`).join('\n');
    const graph = `
      mm/a.c: start
      mm/a.c: direct
      mm/a.c: goal
      ${many}
      start > many.op
      start > few.op
      start > direct
      direct > goal
      mm/b.c: few_op
      few.op = few_op
      few_op > goal
      stored7 > goal`;
    assert.deepEqual(pathsIn(graph, 'start', 'goal'), ['start direct goal']);
    assert.deepEqual(pathsIn(graph.replace('start > direct', ''), 'start', 'goal'), ['start few_op goal']);
  });

  it('takes a field of which only the name is known as the last resort', () => {
    const graph = `
      mm/a.c: start
      mm/a.c: goal
      mm/b.c: step1
      mm/b.c: step2
      mm/b.c: step3
      ops.run = goal
      start > ?run
      start > step1
      step1 > step2
      step2 > step3
      step3 > goal`;
    assert.deepEqual(pathsIn(graph, 'start', 'goal'), ['start step1 step2 step3 goal']);
    assert.deepEqual(pathsIn(graph.replace('start > step1', ''), 'start', 'goal'), ['start goal']);
  });

  it('goes through the core rather than through a driver', () => {
    const graph = `
      fs/xfs/a.c: start
      mm/b.c: goal
      drivers/x/c.c: shortcut
      mm/d.c: step1
      mm/e.c: step2
      start > shortcut
      shortcut > goal
      start > step1
      step1 > step2
      step2 > goal`;
    assert.deepEqual(pathsIn(graph, 'start', 'goal'), ['start step1 step2 goal']);
  });

  it('never goes through reporting code, unless an end lies there', () => {
    const graph = `
      mm/a.c: start
      kernel/printk/printk.c: vprintk
      mm/a.c: goal
      start > vprintk
      vprintk > goal`;
    assert.deepEqual(pathsIn(graph, 'start', 'goal'), []);
    assert.deepEqual(pathsIn(graph, 'start', 'vprintk'), ['start vprintk']);
  });

  it('avoids a function that the configuration leaves out, yet finds it where it is the only way', () => {
    const graph = `
      mm/slob.c: worker excluded
      mm/slub.c: worker
      mm/slub.c: inner
      mm/a.c: start
      mm/b.c: goal
      start > worker
      slob.c:worker > goal
      slub.c:worker > inner
      inner > goal`;
    assert.deepEqual(pathsIn(graph, 'start', 'goal'), ['start worker inner goal']);
    assert.deepEqual(pathsIn(graph.replace('inner > goal', ''), 'start', 'goal'), ['start worker goal']);
  });

  it('prefers the code that is always there to a feature with an empty twin', () => {
    const graph = `
      mm/a.c: start
      mm/feature.c: charge
      include/linux/feature.h: charge static inline
      mm/a.c: step1
      mm/a.c: step2
      mm/a.c: goal
      start > feature.c:charge
      feature.c:charge > goal
      start > step1
      step1 > step2
      step2 > goal`;
    assert.deepEqual(pathsIn(graph, 'start', 'goal'), ['start step1 step2 goal']);
  });

  it('shows a macro as a hop', () => {
    const graph = `
      fs/a.c: start
      include/linux/slab.h: kmalloc macro
      mm/slub.c: kmalloc_noprof
      start > kmalloc
      kmalloc > kmalloc_noprof`;
    assert.deepEqual(pathsIn(graph, 'start', 'kmalloc_noprof'), ['start kmalloc kmalloc_noprof']);
  });

  it('follows callbacks only when it is asked to', () => {
    const graph = `
      mm/a.c: start
      mm/a.c: later
      start > callback later`;
    assert.deepEqual(pathsIn(graph, 'start', 'later'), []);
    assert.deepEqual(pathsIn(graph, 'start', 'later', { callbacks: true }), ['start later']);
  });

  it('goes through the stations in their order', () => {
    const graph = `
      mm/a.c: start
      mm/a.c: near
      mm/a.c: far1
      mm/a.c: far2
      mm/a.c: goal
      start > near
      near > goal
      start > far1
      far1 > far2
      far2 > goal`;
    assert.deepEqual(pathsIn(graph, 'start', 'goal', { via: ['far1', 'far2'] }), ['start far1 far2 goal']);
    assert.deepEqual(pathsIn(graph, 'start', 'goal', { via: ['far2', 'far1'] }), []);
  });

  it('gives different paths, none of which is a mere variant of another', () => {
    const graph = `
      mm/a.c: start
      mm/a.c: work
      mm/a.c: work_node
      mm/a.c: __work
      mm/a.c: other
      mm/a.c: goal
      start > work
      start > work_node
      start > __work
      start > other
      work > goal
      work_node > goal
      __work > goal
      other > goal`;
    const paths = pathsIn(graph, 'start', 'goal', { paths: 5 });
    assert.equal(paths.length, 2);
    assert.ok(paths.includes('start other goal'));
  });

  it('stops when it is cancelled', () => {
    const index = graphIndex('mm/a.c: a\nmm/a.c: b\na > b');
    const ends = { from: index.lookup('a'), to: index.lookup('b') };
    assert.throws(() => tracePaths(index, { ...ends, signal: AbortSignal.abort(new Error('enough')) }), /enough/);
  });

  it('finds a path exactly where one exists, and every hop of it is a call', () => {
    const edges = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30 });
    fc.assert(
      fc.property(edges, fc.integer({ min: 1, max: 4 }), (pairs, count) => {
        const defs = Array.from({ length: 12 }, (_, i) => `${i % 3 === 0 ? 'mm' : 'fs/x'}/f${i % 4}.c: f${i}`);
        const index = graphIndex([...defs, ...pairs.map(([a, b]) => `f${a} > f${b}`)].join('\n'));
        const paths = tracePaths(index, { from: index.lookup('f0'), to: index.lookup('f11'), paths: count });
        assert.equal(paths.length > 0, reaches(pairs, 0, 11));
        for (const { hops } of paths) {
          hops.slice(0, -1).forEach(({ def, call }, at) => {
            assert.equal(index.callCaller(call!), def);
            assert.ok(Array.from(index.targets(call!)).includes(hops[at + 1]!.def));
          });
          assert.equal(new Set(hops.map((hop) => hop.def)).size, hops.length, 'no function twice');
        }
        assert.ok(paths.every((path, at) => at === 0 || path.cost >= paths[at - 1]!.cost));
      }),
    );
  });
});

function reaches(pairs: readonly (readonly [number, number])[], from: number, to: number): boolean {
  const seen = new Set([from]);
  for (const node of seen) for (const [a, b] of pairs) if (a === node) seen.add(b);
  return seen.has(to);
}
