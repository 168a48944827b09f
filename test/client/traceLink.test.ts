import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OpenQuestion } from '../../client/src/pathView/question';
import { type LinkContent, linkContent, traceLink } from '../../client/src/pathView/traceLink';

/** A link as the editor hands it over: cut into path and query, each decoded once. */
function followed(link: string): LinkContent {
  const [, path = '', query = ''] = /^[\w-]+:\/\/gfp-lens\.gfp-lens(\/[^?]*)\?(.*)$/.exec(link) ?? [];
  return linkContent(decodeURIComponent(path), decodeURIComponent(query));
}

const plain: OpenQuestion = { from: 'kmem_alloc', to: 'shrink_page_list', via: [], masks: [] };

describe('links to a path', () => {
  it('are readable', () => {
    assert.equal(
      traceLink('vscode', { ...plain, from: 'fs/xfs/kmem.c:kmem_alloc', masks: ['GFP_NOFS'] }),
      'vscode://gfp-lens.gfp-lens/trace?from=fs/xfs/kmem.c:kmem_alloc&to=shrink_page_list&mask=GFP_NOFS',
    );
  });

  for (const question of [
    plain,
    { ...plain, from: 'fs/xfs/kmem.c:kmem_alloc', via: ['kmalloc', 'mm/slub.c:new_slab'] },
    { ...plain, masks: ['GFP_KERNEL & ~__GFP_FS', '0x250', 'GFP_NOFS|__GFP_NOWARN'] },
  ]) {
    it(`ask the same question where they are followed: ${JSON.stringify(question)}`, () => {
      assert.deepEqual(followed(traceLink('vscode', question)), { question });
    });
  }

  it('ask for no mask where its field was left empty', () => {
    assert.deepEqual(linkContent('/trace', 'from=kmem_alloc&to=shrink_page_list&mask='), { question: plain });
  });

  for (const [what, path, query] of [
    ['another path', '/run', 'from=a&to=b'],
    ['no end', '/trace', 'from=a'],
    ['a shell command', '/trace', 'from=a;rm -rf ~&to=b'],
    ['a command of the editor', '/trace', 'from=command:workbench.action.terminal.new&to=a b'],
    ['a file outside of the tree', '/trace', 'from=../../etc/passwd:main&to=b'],
    ['an absolute file', '/trace', 'from=/etc/passwd:main&to=b'],
    ['another scheme', '/trace', 'from=https://example.org/a.c:main&to=b'],
    ['markdown in a mask', '/trace', 'from=a&to=b&mask=[x](command:y)'],
    ['too many stations', '/trace', `from=a&to=b${'&via=c'.repeat(11)}`],
    ['a very long name', '/trace', `from=${'a'.repeat(301)}&to=b`],
    ['a very long link', '/trace', `from=a&to=b&x=${'a'.repeat(5000)}`],
  ] as const) {
    it(`ask nothing with ${what}`, () => assert.ok('problem' in linkContent(path, query)));
  }

  it('never throw and let only names and masks through', () => {
    // Half of them are close to what is let through.
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab/.:|&~ ;(%') }));
    fc.assert(
      fc.property(text, text, text, text, (from, to, via, mask) => {
        const content = linkContent('/trace', `from=${from}&to=${to}&via=${via}&mask=${mask}`);
        if ('problem' in content) return;
        const { question } = content;
        for (const name of [question.from, question.to, ...question.via]) assert.match(name, /^[\w./:+-]+$/);
        for (const text of question.masks) assert.match(text, /^[\w|&~^() ]+$/);
      }),
    );
  });
});
