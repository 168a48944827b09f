import assert from 'node:assert/strict';
import { traceText } from '../../server/src/render/traceText';
import { exampleReport } from './traceExample';

describe('traceText', () => {
  it('reads as an explanation, one hop a line', () => {
    assert.equal(
      traceText(exampleReport),
      [
        'How take reaches scan_pages',
        'In this tree scan_pages is scan_folios.',
        '',
        '  1  take         fs/a.c:10   line 12 calls the macro',
        '  2  give         mm/a.h:3    macro; line 3 calls',
        '  3  give_noprof  mm/a.c:20   line 25 calls via shrinker.scan (one of 3 functions stored there)',
        '  4  scan_folios  fs/b.c:100',
        '',
      ].join('\n'),
    );
  });

  it('counts the calls where there are several paths', () => {
    const [path] = exampleReport.paths;
    const text = traceText({ ...exampleReport, paths: [path!, { ...path!, hops: path!.hops.slice(2) }] });
    assert.match(text, /^Path 1 of 2, 3 calls:$/m);
    assert.match(text, /^Path 2 of 2, one call:$/m);
  });

  it('says when a call may mean several definitions', () => {
    const [path] = exampleReport.paths;
    const hops = path!.hops.map((hop) =>
      hop.call === null ? hop : { ...hop, call: { ...hop.call, kind: 'direct' as const, candidates: 2 } },
    );
    assert.match(
      traceText({ ...exampleReport, paths: [{ ...path!, hops }] }),
      /line 25 calls \(one of 2 definitions of that name\)$/m,
    );
  });
});
