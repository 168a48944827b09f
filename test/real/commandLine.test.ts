import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateExpression } from '../../server/src/gfp/constantExpression';
import { FilePlaces } from '../../server/src/index/filePlaces';
import { FileSight } from '../../server/src/index/fileSight';
import { functionsNaming } from '../../server/src/index/gfpTokens';
import { openTree } from '../../server/src/index/openTree';
import { PackedDefinitions } from '../../server/src/index/packedDefinitions';
import { codeNames } from '../../server/src/index/packedNames';
import { realTree } from '../tree/realTrees';

const workerPath = join(__dirname, '../../dist/worker.js');

/** Blanked out, lines kept. */
function withoutCommentsAndTexts(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*/g, (found) => found.replace(/[^\n]/g, ' '));
}

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

      it('says what names mean in a file', async () => {
        const { index } = await openTree(tree!, { cacheDir: cache, workerPath });
        const names = codeNames(index, { evaluate: evaluateExpression });
        const vmscan = index.fileByPath('mm/vmscan.c')!;
        const place = (name: string) =>
          names.definitions(name, vmscan).map((def) => index.filePath(index.defFile(def)));
        assert.match(place('GFP_KERNEL').join(), /^include\/linux\/gfp(_types)?\.h$/);
        assert.deepEqual(place('current_gfp_context'), ['include/linux/sched/mm.h']);
        assert.equal(names.fieldType('struct scan_control', 'gfp_mask', vmscan), 'gfp_t');
        assert.equal(names.returnType(names.definitions('current_gfp_context', vmscan)[0]!), 'gfp_t');
        assert.equal(names.typedefTarget('gfp_t', vmscan), 'unsigned int');
        assert.equal(names.variableType('gfp_allowed_mask', index.fileByPath('mm/page_alloc.c')!), 'gfp_t');
        assert.equal(names.enumerator('MIGRATE_MOVABLE', vmscan), 1n);
        assert.equal(names.enumerator('PF_MEMALLOC_NOFS', vmscan), 0x40000n);
      });

      it('chooses among definitions as it did when calls were resolved', async () => {
        const { index } = await openTree(tree!, { cacheDir: cache, workerPath });
        const sight = new FileSight(index.tree, index.paths, index.arch, (path) => index.fileByPath(path));
        const definitions = new PackedDefinitions(index, sight, new FilePlaces(index.paths, index.arch));
        let calls = 0;
        const different: string[] = [];
        for (let file = 0; file < index.fileCount; file += 60) {
          for (const def of index.defsOfFile(file)) {
            for (let { from: call, to } = index.callsOf(def); call < to; call++) {
              const targets = index.targets(call);
              if (!index.isCall(call) || index.callSlot(call) !== undefined || targets.length === 0) continue;
              calls++;
              const chosen = definitions.choose(index.callCalleeName(call), file);
              if (chosen.join() !== Array.from(targets).join())
                different.push(`${index.nameText(index.callCalleeName(call))} in ${index.filePath(file)}`);
            }
          }
        }
        assert.ok(calls > 10_000);
        assert.deepEqual(different, []);
      });

      it('finds every function of mm/ whose text names a gfp token', async () => {
        const { index } = await openTree(tree!, { cacheDir: cache, workerPath });
        const naming = new Set(functionsNaming(index, () => true));
        assert.ok(naming.size > 25_000);
        const different: string[] = [];
        for (let file = 0; file < index.fileCount; file++) {
          const path = index.filePath(file);
          if (!path.startsWith('mm/')) continue;
          const lines = withoutCommentsAndTexts(readFileSync(join(tree!, path), 'utf8')).split('\n');
          for (const def of index.defsOfFile(file)) {
            if (index.defKind(def) === 'macro' || index.defIsGenerated(def)) continue;
            const body = lines.slice(index.defLine(def) - 1, index.defEndLine(def)).join('\n');
            if (/\b_{0,3}GFP_\w/.test(body) !== naming.has(def)) different.push(`${path}: ${index.defName(def)}`);
          }
        }
        assert.deepEqual(different, []);
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
