import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realTree } from '../tree/realTrees';

const cli = join(__dirname, '../../dist/cli.js');

interface Hop {
  readonly function: string;
  readonly call: { readonly line: number; readonly through: string | null } | null;
}

interface Trace {
  readonly resolved: Record<string, string>;
  readonly paths: readonly { readonly hops: readonly Hop[] }[];
}

describe('the command line on real kernel trees', function () {
  this.timeout(600_000);
  const cache = mkdtempSync(join(tmpdir(), 'gfp-lens-real-'));
  after(() => rmSync(cache, { recursive: true, force: true }));

  const run = (tree: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [cli, ...args, '--tree', tree, '--cache-dir', cache],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    );
    return { status, stdout, stderr };
  };
  const trace = (tree: string, from: string, to: string): Trace =>
    JSON.parse(run(tree, 'trace', '--from', from, '--to', to, '--json').stdout) as Trace;
  const names = ({ paths }: Trace): string[] => paths[0]!.hops.map((hop) => hop.function);

  for (const [version, entry, list] of [
    ['5.10', '__alloc_pages_nodemask', 'shrink_page_list'],
    ['6.1', '__alloc_pages', 'shrink_folio_list'],
  ] as const) {
    describe(version, () => {
      const tree = realTree(version);
      before(function () {
        if (tree === null) this.skip();
      });

      it('traces an XFS allocation to the reclaim of a page list', () => {
        const answer = trace(tree!, 'kmem_alloc', 'shrink_page_list');
        const path = names(answer);
        const wanted = [
          'kmem_alloc',
          'kmalloc',
          entry,
          '__alloc_pages_slowpath',
          'try_to_free_pages',
          'do_try_to_free_pages',
          'shrink_zones',
          'shrink_node',
          list,
        ];
        let at = -1;
        for (const name of wanted) {
          const next = path.indexOf(name);
          assert.ok(next > at, `${name} in ${path.join(' → ')}`);
          at = next;
        }
        assert.deepEqual(answer.resolved, list === 'shrink_page_list' ? {} : { shrink_page_list: list });
        for (const hop of answer.paths[0]!.hops.slice(0, -1)) assert.ok(hop.call !== null && hop.call.line > 0);
      });

      it('goes through struct fields to shrinkers', () => {
        const answer = trace(tree!, '__alloc_pages_slowpath', 'super_cache_scan');
        assert.equal(answer.paths[0]!.hops.at(-2)!.call!.through, 'shrinker.scan_objects');
      });

      it('lists callers, and offers names for one that does not exist', () => {
        const callers = JSON.parse(run(tree!, 'callers', 'mm/vmscan.c:shrink_node', '--json').stdout) as {
          edges: { caller: { name: string } }[];
        };
        assert.ok(callers.edges.some((edge) => edge.caller.name === 'shrink_zones'));
        const missing = run(tree!, 'callers', 'shrink_nod');
        assert.equal(missing.status, 1);
        assert.match(missing.stderr, /shrink_node/);
      });
    });
  }
});
