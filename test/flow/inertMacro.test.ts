import assert from 'node:assert/strict';
import { inertMacro } from '../../server/src/flow/inertMacro';
import { checkFlow, flowTree } from './flowTree';

const MACROS = `
//- /include/linux/some.h
#define __smaller(x, y) ((x) < (y) ? (x) : (y))
#define smaller(x, y) ({ typeof(x) _x = (x); __auto_type _y = (y); (void)(&_x == &_y); __smaller(_x, _y); })
#define refuse(condition) do { extern void refused(void) __attribute__((error("no"))); if (!(condition)) refused(); } while (0)
#define checked(x) ({ refuse(sizeof(x) == 8); (x); })
#define name_of(x) __name_ ## x
#define bump(x) ((x)++)
#define store(x, y) do { (x) = (y); } while (0)
#define through(p) ({ typeof(p) _p = (p); *_p = 0; })
#define of_field(p) ((p)->flags)
#define with_flag(x) ((x) | __GFP_ZERO)
#define calls(x) (helper(x))
#define calls_it(f) (f)(1)
#define leaves(x) do { if (x) return; } while (0)
#define in_store(x) store(x, 1)
//- /lib/a.c
#include <linux/some.h>
int helper(int x) { return x; }
`;

describe('macros that only compute', () => {
  it('are told from those that write, call, leave, or read what may matter', async () => {
    const { engine, index } = await flowTree(MACROS);
    const kinds: Record<string, string> = {};
    for (let def = 0; def < index.defCount; def++) {
      if (index.filePath(index.defFile(def)) !== 'include/linux/some.h') continue;
      const found = inertMacro(engine.code, def);
      kinds[index.defName(def)] =
        found === null ? 'no' : `yes${found.hasStatements ? ' statements' : ''}${found.takesAddress ? ' address' : ''}`;
    }
    const followed = ['bump', 'store', 'through', 'of_field', 'with_flag', 'calls', 'leaves', 'in_store'];
    assert.deepEqual(kinds, {
      __smaller: 'yes',
      smaller: 'yes statements address',
      refuse: 'yes statements',
      checked: 'yes statements',
      name_of: 'yes',
      calls_it: kinds.calls_it,
      ...Object.fromEntries(followed.map((name) => [name, 'no'])),
    });
  });

  it('are passed over only where nothing that is known goes in', () =>
    checkFlow(`
//- /lib/a.c
#define both(x, y) ({ __auto_type _x = (x); __auto_type _y = (y); _x & _y; })
#define first_of(x, y) ({ (void)(y); (x); })
#define address_of(x) ({ (void)0; &(x); })
void f(gfp_t gfp, int size)
{
	known("IO+ FS- ZERO-", (gfp_t)both(GFP_NOFS, GFP_KERNEL));
	known("GFP_NOFS", (gfp_t)first_of(GFP_NOFS, size));
}
#define once(x) ({ do { } while (0); *(const volatile typeof(x) *)&(x); })
void h(gfp_t gfp, unsigned int other)
{
	unsigned int flags = other & ~0x40;

	known("false", once(flags) & 0x40);
}
void g(int other)
{
	int x = __GFP_ZERO;
	int y = other;
	int *p = address_of(y);
	*p = 0;
	known("ZERO?", (gfp_t)y);
	known("__GFP_ZERO", (gfp_t)x);
}
`));
});
