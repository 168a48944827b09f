import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realTree } from '../tree/realTrees';

const cli = join(__dirname, '../../dist/cli.js');

interface Gate {
  readonly file: string;
  readonly line: number;
  readonly function: string;
  readonly condition: string;
  readonly bits: readonly string[];
  readonly outcomes: Readonly<Record<string, string>>;
}

interface Mask {
  readonly set: readonly string[];
  readonly clear: readonly string[];
  readonly unknown: readonly string[];
  readonly symbolic: string | null;
}

interface Path {
  readonly verdicts: Readonly<Record<string, string>>;
  readonly closedAt: Gate | null;
  readonly hops: readonly {
    readonly function: string;
    readonly masks: Readonly<Record<string, Mask | null>>;
    readonly guards: readonly Gate[];
  }[];
  readonly gates: readonly Gate[];
}

describe('masks on real kernel trees', function () {
  this.timeout(600_000);
  const cache = mkdtempSync(join(tmpdir(), 'gfp-lens-real-masks-'));
  after(() => rmSync(cache, { recursive: true, force: true }));
  const run = (tree: string, ...args: string[]): unknown => {
    const options = { encoding: 'utf8', maxBuffer: 1 << 28 } as const;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [cli, ...args, '--json', '--tree', tree, '--cache-dir', cache],
      options,
    );
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout);
  };

  for (const [version, kmalloc] of [
    ['5.10', 'fs/xfs/kmem.c:21'],
    ['6.1', 'fs/xfs/kmem.c:20'],
  ] as const) {
    describe(version, () => {
      const tree = realTree(version);
      before(function () {
        if (tree === null) this.skip();
      });
      const trace = (to: string): Path => {
        const args = ['trace', '--from', 'kmem_alloc', '--to', to, '--mask', 'GFP_NOFS', '--mask', 'GFP_KERNEL'];
        return (run(tree!, ...args) as { readonly paths: readonly Path[] }).paths[0]!;
      };

      it('follows GFP_NOFS from an XFS allocation to the pages that it may not touch', () => {
        const path = trace('shrink_page_list');
        assert.deepEqual(path.verdicts, { GFP_NOFS: 'open', GFP_KERNEL: 'open' });
        assert.equal(path.hops[1]!.masks.GFP_NOFS?.symbolic, 'GFP_NOFS|__GFP_NOWARN');
        const last = path.hops.at(-1)!.masks;
        assert.ok(last.GFP_NOFS?.clear.includes('__GFP_FS') && last.GFP_NOFS.set.includes('__GFP_IO'));
        assert.ok(last.GFP_KERNEL?.set.includes('__GFP_FS'));
        const guards = path.hops.flatMap((hop) => hop.guards);
        assert.ok(
          guards.some(
            ({ condition, bits }) => condition === 'can_direct_reclaim' && bits[0] === '__GFP_DIRECT_RECLAIM',
          ),
        );
        const mayEnter = path.gates.filter(({ condition }) => condition.startsWith('may_enter_fs'));
        assert.ok(mayEnter.length >= 2);
        for (const gate of mayEnter) assert.deepEqual(gate.outcomes, { GFP_NOFS: 'closed', GFP_KERNEL: 'open' });
      });

      it('says that the inode and dentry caches turn GFP_NOFS away', () => {
        const path = trace('super_cache_scan');
        assert.deepEqual(path.verdicts, { GFP_NOFS: 'closed', GFP_KERNEL: 'open' });
        assert.equal(path.closedAt?.function, 'super_cache_scan');
        assert.deepEqual(path.closedAt?.bits, ['__GFP_FS']);
      });

      it('knows what a helper makes of flags that nobody knows', () => {
        const { mask } = run(tree!, 'mask', `${kmalloc}:23`) as { readonly mask: Mask };
        assert.ok(['__GFP_IO', '__GFP_NOWARN', '__GFP_DIRECT_RECLAIM'].every((flag) => mask.set.includes(flag)));
        assert.ok(['__GFP_FS', '__GFP_RETRY_MAYFAIL'].every((flag) => mask.unknown.includes(flag)));
        assert.ok(mask.clear.includes('__GFP_NOFAIL'));
      });

      it('says which configuration a mask rests on', function () {
        const text = readFileSync(join(tree!, 'mm/balloon_compaction.c'), 'utf8').split('\n');
        const line = text.findIndex((one) => one.includes('alloc_page(balloon_mapping_gfp_mask()')) + 1;
        if (line === 0) this.skip();
        const place = `mm/balloon_compaction.c:${line}:${text[line - 1]!.indexOf('balloon_mapping') + 1}`;
        const { assumptions } = run(tree!, 'mask', place) as { readonly assumptions: readonly string[] };
        assert.ok(assumptions.includes('CONFIG_BALLOON_COMPACTION=y'), assumptions.join());
      });

      it('lists the gates of reclaim by flag', () => {
        const { gates } = run(tree!, 'gates', '--flag', '__GFP_FS', '--under', 'mm/vmscan.c,mm/oom_kill.c') as {
          readonly gates: readonly Gate[];
        };
        const places = new Set(gates.map((gate) => gate.function));
        for (const name of ['out_of_memory', 'throttle_direct_reclaim', 'too_many_isolated'])
          assert.ok(places.has(name), name);
        assert.ok(gates.every(({ bits }) => bits.includes('__GFP_FS')));
      });
    });
  }
});
