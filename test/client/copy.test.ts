import assert from 'node:assert/strict';
import { copyMarkdown } from '../../client/src/pathView/copy/copyMarkdown';
import { copyMermaid } from '../../client/src/pathView/copy/copyMermaid';
import { copyText } from '../../client/src/pathView/copy/copyText';
import type { OpenQuestion } from '../../client/src/pathView/question';
import { answer, gate, hop, noFs, path } from './answers';

const question: OpenQuestion = { from: 'take', to: 'scan_pages', via: [], masks: ['GFP_NOFS'] };

const guard = gate('mm/a.c:24', 'give', '(gfp & __GFP_FS) &&\n\t"x"', {
  when: { set: 'scan', clear: 'return 0' },
  outcome: 'closed',
});
const walked = path(
  [
    hop('take fs/a.c:10 12', { mask: noFs }),
    hop('GIVE mm/a.h:3 3', { mask: noFs, definition: 'macro' }),
    hop('give mm/a.c:20 25', { mask: noFs, how: 'via shrinker.scan', guards: [guard] }),
    hop('scan_folios fs/b.c:100'),
  ],
  { verdict: 'closed', closedAt: guard, gates: [gate('fs/b.c:104', 'scan_folios', 'gfp & __GFP_IO')] },
);
const found = answer([walked], { resolved: { scan_pages: 'scan_folios' } });

describe('copies of a path', () => {
  it('as text', () => {
    assert.deepEqual(copyText(question, found).split('\n'), [
      'How take reaches scan_pages with GFP_NOFS',
      'In this tree scan_pages is scan_folios.',
      '',
      '4 hops, ✗ closed at mm/a.c:24',
      '  1  take         fs/a.c:12   GFP_NOFS',
      '  2  GIVE         mm/a.h:3    GFP_NOFS',
      '  3  give         mm/a.c:25   GFP_NOFS  via shrinker.scan',
      '       gate mm/a.c:24  (gfp & __GFP_FS) && "x"  ✗ closed',
      '            with __GFP_FS: scan; without __GFP_FS: return 0',
      '  4  scan_folios  fs/b.c:100',
      '',
      'Gates inside scan_folios:',
      '       gate fs/b.c:104  gfp & __GFP_IO  ? depends',
      '            with __GFP_FS: return true',
      '',
    ]);
  });

  it('as markdown', () => {
    assert.deepEqual(copyMarkdown(question, found).split('\n'), [
      '### How take reaches scan\\_pages with GFP\\_NOFS',
      '',
      'In this tree scan\\_pages is scan\\_folios.',
      '',
      '**4 hops, ✗ closed at mm/a.c:24**',
      '',
      '1. `take` `fs/a.c:12` · `GFP_NOFS`',
      '2. `GIVE` `mm/a.h:3` · `GFP_NOFS`',
      '3. `give` `mm/a.c:25` · `GFP_NOFS` · via shrinker.scan',
      '    - ✗ closed: `(gfp & __GFP_FS) && "x"` (`mm/a.c:24`): with \\_\\_GFP\\_FS: scan; without \\_\\_GFP\\_FS: return 0',
      '4. `scan_folios` `fs/b.c:100`',
      '',
      'Gates inside `scan_folios`:',
      '',
      '- ? depends: `gfp & __GFP_IO` (`fs/b.c:104`): with \\_\\_GFP\\_FS: return true',
      '',
    ]);
  });

  it('as Mermaid', () => {
    assert.deepEqual(copyMermaid(question, found).split('\n'), [
      'flowchart TD',
      '  n0["take<br/>fs/a.c:12<br/>GFP_NOFS"]',
      '  n1("GIVE<br/>mm/a.h:3<br/>GFP_NOFS")',
      '  n2["give<br/>mm/a.c:25<br/>GFP_NOFS"]',
      '  n3{"(gfp #38; __GFP_FS) #38;#38; #34;x#34;<br/>mm/a.c:24<br/>✗ closed"}',
      '  n4["scan_folios<br/>fs/b.c:100"]',
      '  n5{"gfp #38; __GFP_IO<br/>fs/b.c:104<br/>? depends"}',
      '  n0 --> n1',
      '  n1 --> n2',
      '  n2 --> n3',
      '  n3 -.->|"shrinker.scan"| n4',
      '  n4 --> n5',
      '',
    ]);
  });

  it('draw what two paths share once', () => {
    const [a, b, z] = [hop('a fs/a.c:1 2'), hop('b mm/b.c:1 2'), hop('z mm/z.c:9')];
    const chart = copyMermaid({ ...question, masks: [] }, answer([path([a, z]), path([a, b, z])]));
    assert.equal(chart.match(/\["z<br\/>/g)?.length, 1);
    assert.equal(chart.match(/-->/g)?.length, 3);
  });

  it('say how two masks compare', () => {
    const outcomes = { GFP_NOFS: 'closed', GFP_KERNEL: 'open' } as const;
    const compared = path([
      hop('a fs/a.c:1 2', { guards: [gate('fs/a.c:2', 'a', 'gfp', { outcomes })] }),
      hop('z mm/z.c:9'),
    ]);
    const text = copyText({ ...question, masks: ['GFP_NOFS', 'GFP_KERNEL'] }, answer([compared]));
    assert.match(text, /with GFP_NOFS or GFP_KERNEL/);
    assert.match(text, /gate fs\/a\.c:2 {2}gfp {2}GFP_NOFS ✗ closed, GFP_KERNEL ✓ open/);
  });

  it('keep backticks of a condition from ending the code span', () => {
    const odd = path([hop('a fs/a.c:1 2', { guards: [gate('fs/a.c:2', 'a', "c == '`'")] }), hop('z mm/z.c:9')]);
    assert.match(copyMarkdown(question, answer([odd])), /``\sc == '`'\s``/);
  });
});
