import assert from 'node:assert/strict';
import { gfpExpressionAt } from '../../server/src/gfp/expressionAt';

/** `$0` is the cursor; the expectation is the expression's text, or null. */
function check(fixture: string, expected: string | null): void {
  const column = fixture.indexOf('$0');
  const line = fixture.replace('$0', '');
  const found = gfpExpressionAt(line, column);
  assert.equal(found?.text ?? null, expected, fixture);
  if (found !== null) assert.equal(line.slice(found.start, found.end), found.text);
}

describe('gfpExpressionAt', () => {
  it('takes the whole expression around the cursor', () => {
    check('p = kmalloc(n, GFP_$0KERNEL | __GFP_ZERO);', 'GFP_KERNEL | __GFP_ZERO');
    check('p = kmalloc(n, GFP_KERNEL | __GFP_ZERO$0);', 'GFP_KERNEL | __GFP_ZERO');
    check('\tgfp = (GFP_KERNEL & ~$0__GFP_FS) | __GFP_NOFAIL;', '(GFP_KERNEL & ~__GFP_FS) | __GFP_NOFAIL');
    check('return $0GFP_NOFS | 0x200;', 'GFP_NOFS | 0x200');
    check('x = (__force gfp_t)$0__GFP_IO;', '(__force gfp_t)__GFP_IO');
  });

  it("leaves a call's parentheses alone", () => {
    check('alloc($0GFP_KERNEL)', 'GFP_KERNEL');
    check('if (flags & ($0__GFP_IO | __GFP_FS))', '(__GFP_IO | __GFP_FS)');
  });

  it('groups as C does', () => {
    check('gfp & $0__GFP_IO | __GFP_FS', '__GFP_IO');
    check('gfp & __GFP_IO | $0__GFP_FS', '__GFP_FS');
    check('__GFP_IO | $0__GFP_FS & gfp', '__GFP_FS');
    check('gfp & ~$0__GFP_FS', '~__GFP_FS');
    check('gfp == $0GFP_KERNEL | __GFP_ZERO', 'GFP_KERNEL');
    check('gfp | $0GFP_KERNEL | __GFP_ZERO', 'GFP_KERNEL | __GFP_ZERO');
    check('!$0GFP_KERNEL | __GFP_ZERO', 'GFP_KERNEL');
    check('atomic ? $0GFP_ATOMIC : GFP_KERNEL', 'GFP_ATOMIC');
  });

  it('counts UTF-16 units', () => {
    check('"😀"; kmalloc(n, $0GFP_NOIO)', 'GFP_NOIO');
  });

  it('finds nothing where nothing is', () => {
    check('$0int x = GFP_KERNEL;', null);
    check('kmalloc(n$0, GFP_KERNEL)', null);
    check('$0', null);
    check('x = 1$0 | 2;', null);
    check('s = "GFP_$0KERNEL";', null);
    check('/* GFP_$0KERNEL */', null);
    check('GFP_$0mask', null);
  });
});
