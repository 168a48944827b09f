import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatesOf } from '../../server/src/flow/functionGates';
import { functionsWithGates, scanGates } from '../../server/src/flow/gateScan';
import { flowTree } from './flowTree';

const TREE = `
//- /include/linux/predicates.h
#define RECLAIM_BITS (__GFP_IO | __GFP_FS)
#define reclaims(gfp) ((gfp) & RECLAIM_BITS)
#define can_wait(gfp) (((gfp) & __GFP_DIRECT_RECLAIM) != 0)
static inline bool may_wait(gfp_t gfp) { return gfp & __GFP_DIRECT_RECLAIM; }
static inline bool gfp_has_all(gfp_t gfp, gfp_t flags) { return (gfp & flags) == flags; }
static inline bool may_wait_here(gfp_t gfp) { return may_wait(gfp); }
static inline void *take(int size, gfp_t gfp) { if (gfp & __GFP_ZERO) return clean(size); return get(size, gfp); }

//- /mm/user.c
#include <linux/predicates.h>
void by_constant(gfp_t flags) { if (flags & RECLAIM_BITS) run(); }
void by_macro(gfp_t gfp) { if (can_wait(gfp)) run(); }
void by_predicate(gfp_t gfp) { if (may_wait_here(gfp)) run(); }
void by_case(gfp_t gfp) { switch (gfp & (__GFP_IO | __GFP_FS)) { case __GFP_IO: run(); } }
void by_rest(gfp_t gfp) { if (gfp & ~GFP_NOFS) run(); }
void by_local(gfp_t gfp) { const gfp_t allowed = GFP_NOFS; if (gfp & ~(allowed)) run(); }
void by_handing(gfp_t gfp) { if (gfp_has_all(gfp, __GFP_IO | __GFP_FS)) run(); }
void by_nothing(gfp_t gfp, int flags) { if (flags & OTHER_BITS) run(); take(1, gfp | __GFP_NOWARN); }
void by_pointer(gfp_t gfp) { if (take(1, gfp)) run(); }

//- /fs/user.c
#include <linux/predicates.h>
int elsewhere(gfp_t gfp) { return may_wait(gfp) ? 1 : 2; }
`;

/** Those of mm/, sorted. */
const IN_MM = ['by_case', 'by_constant', 'by_handing', 'by_local', 'by_macro', 'by_predicate', 'by_rest'];

async function scanned(under: readonly string[]): Promise<string[]> {
  const { engine, index } = await flowTree(TREE);
  const found: string[] = [];
  scanGates(engine, { under }, (def) => found.push(index.defName(def)));
  return found.sort();
}

/** The sample kernel as a fixture. */
function sampleText(): string {
  const root = join(__dirname, '../../samples/mini-kernel');
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => /\.[ch]$/.test(path));
  return paths.map((path) => `//- /${path}\n${readFileSync(join(root, path), 'utf8')}`).join('\n');
}

describe('the gates of many functions', () => {
  it('stand where flags are tested: by constants, macros, cases, and functions that say yes or no', async () => {
    assert.deepEqual(await scanned(['mm']), IN_MM);
    assert.deepEqual(await scanned(['mm', 'fs', 'include/linux/predicates.h']), [
      ...IN_MM,
      'elsewhere',
      ...['may_wait', 'may_wait_here', 'take'],
    ]);
  });

  it('are those of each function of the sample kernel, asked one by one', async () => {
    const { engine, index } = await flowTree(sampleText());
    const functions = Array.from({ length: index.defCount }, (_, def) => def).filter(
      (def) => index.defKind(def) === 'function',
    );
    const expected = functions.filter((def) => (gatesOf(engine, def)?.gates.length ?? 0) > 0);
    const found: number[] = [];
    scanGates(engine, { under: [] }, (def) => found.push(def));
    const names = (defs: readonly number[]): string[] => defs.map((def) => index.defName(def)).sort();
    assert.ok(expected.length > 5);
    assert.deepEqual(names(found), names(expected));
    const byFile = Array.from({ length: index.fileCount }, (_, file) => functionsWithGates(engine, file)).flat();
    assert.deepEqual(names(expected.filter((def) => !byFile.includes(def))), []);
  });
});
