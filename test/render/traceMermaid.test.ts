import assert from 'node:assert/strict';
import { traceMermaid } from '../../server/src/render/traceMermaid';
import { exampleReport } from './traceExample';

describe('traceMermaid', () => {
  it('draws macros round and calls through fields dotted', () => {
    assert.equal(
      traceMermaid(exampleReport),
      [
        'flowchart TD',
        '  n0["take<br/>fs/a.c:10"]',
        '  n1("give<br/>mm/a.h:3")',
        '  n2["give_noprof<br/>mm/a.c:20"]',
        '  n3["scan_folios<br/>fs/b.c:100"]',
        '  n0 -->|"fs/a.c:12"| n1',
        '  n1 -->|"mm/a.h:3"| n2',
        '  n2 -.->|"shrinker.scan"| n3',
        '',
      ].join('\n'),
    );
  });
});
