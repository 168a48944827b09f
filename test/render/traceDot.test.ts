import assert from 'node:assert/strict';
import { traceDot } from '../../server/src/render/traceDot';
import { exampleReport } from './traceExample';

describe('traceDot', () => {
  it('draws each definition and each call once, ends bold, fields dashed', () => {
    const [path] = exampleReport.paths;
    assert.equal(
      traceDot({ ...exampleReport, paths: [path!, path!] }),
      [
        'digraph trace {',
        '  node [shape=box, fontname="monospace"];',
        '  n0 [label="take\\nfs/a.c:10", style="bold"];',
        '  n1 [label="give\\nmm/a.h:3", style="rounded"];',
        '  n2 [label="give_noprof\\nmm/a.c:20"];',
        '  n3 [label="scan_folios\\nfs/b.c:100", style="bold"];',
        '  n0 -> n1 [label="fs/a.c:12"];',
        '  n1 -> n2 [label="mm/a.h:3"];',
        '  n2 -> n3 [label="shrinker.scan", style=dashed];',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('escapes what would end a string', () => {
    const [path] = exampleReport.paths;
    const hops = [{ ...path!.hops[3]!, file: 'odd"\\name.c' }];
    assert.match(traceDot({ ...exampleReport, paths: [{ ...path!, hops }] }), /odd\\"\\\\name\.c/);
  });
});
