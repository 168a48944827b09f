import assert from 'node:assert/strict';
import { pathGraph } from '../../client/picture/pathGraph';
import { answer, gate, path, toInodes } from './recordedAnswers';

const here = { function: 'take', file: 'fs/a.c', line: 11 };

describe('pathGraph', () => {
  it('draws what two paths share once', () => {
    const graph = pathGraph(toInodes);
    const names = graph.functions.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    const [one, other] = graph.paths;
    const shared = one!.functions.filter((id) => other!.functions.includes(id));
    assert.equal(shared.length, 11);
    assert.deepEqual(one!.calls.slice(-3), other!.calls.slice(-3));
  });

  it('tells functions of one name apart by their place', () => {
    const graph = pathGraph(
      answer(
        path([
          { at: ['a', 'fs/a.c', 1], call: 2 },
          { at: ['same', 'fs/a.c', 9], call: 10 },
          { at: ['same', 'mm/b.c', 9], call: 0 },
        ]),
      ),
    );
    assert.deepEqual(graph.paths[0]!.functions, ['f0', 'f1', 'f2']);
  });

  it('keeps how each call is made', () => {
    const graph = pathGraph(
      answer(
        path([
          { at: ['a', 'fs/a.c', 1], call: 2, how: 'macro' },
          { at: ['b', 'fs/a.c', 9], call: 10, how: 'via shrinker.scan' },
          { at: ['c', 'fs/a.c', 19], call: 20, how: 'callback' },
          { at: ['d', 'fs/a.c', 29], call: 0 },
        ]),
      ),
    );
    assert.deepEqual(
      graph.calls.map(({ how, through }) => [how, through]),
      [
        ['macro', ''],
        ['ops', 'shrinker.scan'],
        ['callback', ''],
      ],
    );
  });

  it('makes a group of functions that call each other in one subsystem, and another one where a path comes back', () => {
    const graph = pathGraph(
      answer(
        path([
          { at: ['a', 'fs/xfs/a.c', 1], call: 2 },
          { at: ['b', 'fs/xfs/b.c', 1], call: 2 },
          { at: ['c', 'mm/slub.c', 1], call: 2 },
          { at: ['d', 'fs/xfs/a.c', 20], call: 0 },
        ]),
      ),
    );
    assert.deepEqual(
      graph.groups.map(({ name, functions }) => [name, functions]),
      [
        ['fs/xfs', ['f0', 'f1']],
        ['slab', ['f2']],
        ['fs/xfs', ['f3']],
      ],
    );
  });

  it('has a gate of a call once, and leaves open what two paths do not agree on', () => {
    const ends = [{ at: ['give', 'mm/b.c', 1], call: 0 }] as const;
    const way = (outcome: 'open' | 'closed') =>
      path([
        {
          at: ['take', 'fs/a.c', 10],
          call: 12,
          guards: [gate(here, 'gfp & __GFP_FS', ['__GFP_FS'], (mask) => (mask === 'GFP_NOFS' ? outcome : 'open'))],
        },
        ...ends,
      ]);
    const [call] = pathGraph(answer(way('closed'), way('open'))).calls;
    assert.equal(call!.doors.length, 1);
    assert.equal(call!.doors[0]!.outcomes.GFP_NOFS, 'unknown');
    assert.equal(call!.doors[0]!.outcomes.GFP_KERNEL, 'open');
  });

  it('says that the mask differs where paths bring different ones', () => {
    const way = (more: readonly string[], line: number) =>
      path([
        { at: ['take', 'fs/a.c', line], call: line + 1 },
        { at: ['give', 'mm/b.c', 1], call: 0, more },
      ]);
    const graph = pathGraph(answer(way([], 1), way(['__GFP_COMP'], 20)));
    const give = graph.functions.find(({ name }) => name === 'give');
    assert.equal(give!.masks.GFP_NOFS, 'differs');
  });

  it('takes an answer without paths', () => {
    assert.deepEqual(pathGraph(answer()), { functions: [], calls: [], groups: [], paths: [] });
  });
});
