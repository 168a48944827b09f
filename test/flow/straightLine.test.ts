import { checkFlow } from './flowTree';

describe('masks in straight code', () => {
  it('adds, takes and keeps flags', () =>
    checkFlow(`
void f(gfp_t gfp)
{
	gfp_t own = GFP_KERNEL;
	known("GFP_KERNEL", own);
	own |= __GFP_ZERO;
	own &= ~__GFP_FS;
	known("GFP_NOFS|__GFP_ZERO", own);
	known("FS? ZERO- HIGH-", gfp & GFP_KERNEL);
	known("NOWARN+ IO- FS?", (gfp | __GFP_NOWARN) & ~__GFP_IO);
	own ^= __GFP_ZERO | __GFP_FS;
	known("GFP_KERNEL", own);
}
`));
});
