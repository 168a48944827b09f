import assert from 'node:assert/strict';
import { traceReport } from '../../server/src/trace/traceReport';
import { graphIndex } from '../support/graphIndex';

const GRAPH = `
  mm/shrinker.c: do_shrink_slab
  fs/super.c: super_cache_scan static
  fs/super.c: drop static
  shrinker.scan_objects = super_cache_scan
  do_shrink_slab > shrinker.scan_objects
  super_cache_scan > drop`;

function reportOf(graph: string, from: string, to: string) {
  const index = graphIndex(graph);
  const end = (text: string) => ({ text, defs: index.lookup(text) });
  return traceReport(index, { from: end(from), to: end(to), via: [], paths: 1, resolved: {} });
}

describe('traceReport', () => {
  it('has the shape of the contract', () => {
    assert.deepEqual(reportOf(GRAPH, 'do_shrink_slab', 'drop'), {
      from: 'do_shrink_slab',
      to: 'drop',
      resolved: {},
      paths: [
        {
          verdict: 'depends',
          closedAt: null,
          gates: [],
          hops: [
            {
              function: 'do_shrink_slab',
              file: 'mm/shrinker.c',
              line: 10,
              definition: 'function',
              call: {
                file: 'mm/shrinker.c',
                line: 11,
                column: 2,
                kind: 'ops',
                through: 'shrinker.scan_objects',
                candidates: 1,
              },
              mask: null,
              guards: [],
            },
            {
              function: 'super_cache_scan',
              file: 'fs/super.c',
              line: 10,
              definition: 'function',
              call: { file: 'fs/super.c', line: 11, column: 2, kind: 'direct', through: null, candidates: 1 },
              mask: null,
              guards: [],
            },
            {
              function: 'drop',
              file: 'fs/super.c',
              line: 20,
              definition: 'function',
              call: null,
              mask: null,
              guards: [],
            },
          ],
        },
      ],
      gates: [],
      assumptions: [],
    });
  });

  it('calls a call of a macro one', () => {
    const { paths } = reportOf(
      'mm/a.c: start\nmm/a.h: wrap macro\nmm/a.c: goal\nstart > wrap\nwrap > goal',
      'start',
      'goal',
    );
    assert.deepEqual(
      paths[0]?.hops.map((hop) => [hop.definition, hop.call?.kind]),
      [
        ['function', 'macro'],
        ['macro', 'macro'],
        ['function', undefined],
      ],
    );
  });

  it('says so where a path ends at the function behind the macro that was asked for', () => {
    const graph = `
      mm/a.c: start
      include/linux/gfp.h: __alloc_pages macro
      mm/page_alloc.c: __alloc_pages_noprof
      start > __alloc_pages_noprof`;
    assert.deepEqual(reportOf(graph, 'start', '__alloc_pages').resolved, { __alloc_pages: '__alloc_pages_noprof' });
  });
});
