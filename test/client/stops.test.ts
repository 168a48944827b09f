import assert from 'node:assert/strict';
import { gateOf, type Stop, stopBeside, stopsOf } from '../../client/src/pathView/stops';
import { samplePath } from './answers';

const walked = samplePath();

/** Every stop from one on, by name: hops by their function, gates by their condition. */
function walk(what: 'hop' | 'gate', by: 1 | -1): string[] {
  const names: string[] = [];
  for (let at: Stop | null = stopBeside(walked, null, what, by); at !== null; at = stopBeside(walked, at, what, by)) {
    names.push(gateOf(walked, at)?.condition ?? walked.hops[at.hop]!.function);
  }
  return names;
}

describe('walking a path', () => {
  it('passes every hop, forth and back', () => {
    const functions = walked.hops.map((hop) => hop.function);
    assert.deepEqual(walk('hop', 1), functions);
    assert.deepEqual(walk('hop', -1), functions.reverse());
  });

  it('passes every gate: those on the way, then those at the end', () => {
    assert.deepEqual(walk('gate', 1), [
      '!can_direct_reclaim',
      '!may_enter_fs(folio, sc->gfp_mask)',
      'gfp_mask & __GFP_FS',
    ]);
  });

  it('goes from a gate to the call that it guards', () => {
    const guard = stopsOf(walked).find(({ kind }) => kind === 'guard')!;
    assert.deepEqual(stopBeside(walked, guard, 'hop', 1), { kind: 'hop', hop: 6 });
    assert.deepEqual(stopBeside(walked, guard, 'hop', -1), { kind: 'hop', hop: 5 });
    assert.deepEqual(stopBeside(walked, { kind: 'hop', hop: 6 }, 'gate', -1), guard);
  });
});
