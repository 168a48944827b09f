import './vscodeStub';
import assert from 'node:assert/strict';
import { pathRows } from '../../client/src/pathView/pathRows';
import type { Question } from '../../client/src/pathView/question';
import type { Row } from '../../client/src/pathView/row';
import { answer, gate, hop, mask, path, samplePath, tree } from './answers';

const question: Question = { tree, from: 'kmem_alloc', to: 'shrink_page_list', via: [], masks: ['GFP_NOFS'] };

/** Rows as lines, indented by depth: `label | description`, a sign for how the row is shown first. */
function drawn(rows: readonly Row[], indent = ''): string[] {
  return rows.flatMap((row) => {
    const sign = row.isExpanded === null ? ' ' : row.isExpanded ? '-' : '+';
    const words = [row.label, row.description].filter((text) => text !== '').join(' | ');
    return [`${indent}${sign} ${words}`, ...drawn(row.children, `${indent}  `)];
  });
}

describe('rows of a path', () => {
  it('tell the mask, the gates on the way and those at the end', () => {
    assert.deepEqual(drawn(pathRows('q', question, answer([samplePath()]))), [
      '  kmem_alloc | GFP_NOFS · fs/xfs/kmem.c:14',
      '+ 4 slab hops | kmalloc … new_slab · GFP_NOFS',
      '    kmalloc | GFP_NOFS · include/linux/slab.h:33',
      '    __kmalloc | GFP_NOFS · mm/slab_common.c:56',
      '    slab_alloc_node | GFP_NOFS · mm/slub.c:104',
      '    new_slab | GFP_NOFS · mm/slub.c:63',
      '  __alloc_pages | GFP_NOFS · mm/page_alloc.c:218',
      '+ open: __alloc_pages_slowpath | GFP_NOFS · mm/page_alloc.c:175',
      '  + open: !can_direct_reclaim | mm/page_alloc.c:170',
      '      without __GFP_DIRECT_RECLAIM | goto nopage',
      '  try_to_free_pages | GFP_NOFS · mm/vmscan.c:261',
      '  shrink_folio_list | GFP_NOFS · mm/vmscan.c:125',
      '- Gates inside shrink_folio_list | 2',
      '  + closed: !may_enter_fs(folio, sc->gfp_mask) | mm/vmscan.c:139',
      '      with __GFP_FS | folio_wait_writeback',
      '      without __GFP_FS | goto keep',
      '  + closed: gfp_mask & __GFP_FS | in may_enter_fs, mm/vmscan.c:97',
      '      with __GFP_FS | return true',
    ]);
  });

  it('show nothing for what the server does not know', () => {
    const walked = path([hop('a fs/a.c:1 2', { how: 'via ops.write' }), hop('b mm/b.c:3')]);
    assert.deepEqual(drawn(pathRows('q', { ...question, masks: [] }, answer([walked]))), [
      '  a | via ops.write · fs/a.c:2',
      '  b | mm/b.c:3',
    ]);
  });

  it('name of an unknown mask only what gates of the path ask for', () => {
    const known = mask(null, ['__GFP_IO'], [], ['__GFP_FS', '__GFP_ZERO']);
    const guards = [gate('fs/a.c:2', 'a', 'gfp & __GFP_FS')];
    const walked = path([hop('a fs/a.c:1 3', { mask: known, guards }), hop('b mm/b.c:3')]);
    const [first] = pathRows('q', { ...question, masks: [] }, answer([walked]));
    assert.deepEqual(drawn([first!]).slice(0, 2), [
      '+ depends: a | on __GFP_FS · fs/a.c:3',
      '  + depends: gfp & __GFP_FS | on __GFP_FS · fs/a.c:2',
    ]);
    assert.match(first!.tooltip, /^the call: \? depends on __GFP_FS$/m);
  });

  it('say once what is not known of a mask, and again where that changes', () => {
    const [entry, later] = [['__GFP_FS'], ['__GFP_FS', '__GFP_IO']].map((unknown) => mask(null, [], [], unknown));
    const hops = ['a', 'b', 'c', 'd'].map((name, at) =>
      hop(`${name} fs/${name}.c:1 2`, { mask: at < 2 ? entry! : later! }),
    );
    const walked = path(hops, { gates: [gate('fs/d.c:2', 'd', 'x', { bits: ['__GFP_FS', '__GFP_IO'] })] });
    assert.deepEqual(
      pathRows('q', { ...question, masks: [] }, answer([walked])).map(({ description }) => description),
      ['depends on __GFP_FS · fs/a.c:2', 'fs/b.c:2', 'depends on __GFP_FS, __GFP_IO · fs/c.c:2', 'fs/d.c:2', '1'],
    );
  });

  it('open what is closed, so that it is seen at once', () => {
    const rows = pathRows('q', question, answer([samplePath('closed')]));
    const [closed] = rows.filter(({ judgement }) => judgement === 'closed');
    assert.equal(closed?.label, 'closed: __alloc_pages_slowpath');
    assert.equal(closed?.isExpanded, true);
  });

  it('compare two masks gate by gate', () => {
    const masks = ['GFP_NOFS', 'GFP_KERNEL'];
    const guards = [gate('fs/a.c:2', 'a', 'gfp & __GFP_FS', { outcomes: { GFP_NOFS: 'closed', GFP_KERNEL: 'open' } })];
    const entry = { GFP_NOFS: mask('GFP_NOFS'), GFP_KERNEL: mask('GFP_KERNEL|__GFP_NOWARN') };
    const walked = path([hop('a fs/a.c:1 3', { masks: entry, guards }), hop('b mm/b.c:3')]);
    const [first] = pathRows('q', { ...question, masks }, answer([walked]));
    assert.equal(first?.label, 'differs: a');
    assert.equal(
      first?.description,
      'GFP_NOFS ✗ closed · GFP_KERNEL ✓ open · GFP_NOFS · GFP_KERNEL → GFP_KERNEL|__GFP_NOWARN · fs/a.c:3',
    );
    assert.equal(first?.judgement, 'differs');
  });

  it('tell several paths apart by what only one of them passes', () => {
    const ends = [hop('a fs/a.c:1 2'), hop('z mm/z.c:9')] as const;
    const paths = ['small', 'large'].map((name) => path([ends[0], hop(`${name} mm/s.c:4 5`), ends[1]]));
    const rows = pathRows('q', question, answer(paths));
    assert.deepEqual(
      rows.map(({ label, description, isExpanded }) => `${isExpanded ? '-' : '+'} ${label} | ${description}`),
      ['- Path 1 of 2 | by small · 3 hops', '+ Path 2 of 2 | by large · 3 hops'],
    );
  });

  it('say first that only a part of the tree was read', () => {
    const [first] = pathRows('q', question, answer([samplePath()], { incomplete: 'Only 12 files were read.' }));
    assert.equal(first?.kind, 'note');
    assert.equal(first?.label, 'Only 12 files were read.');
  });

  it('have ids of their own', () => {
    const ids: string[] = [];
    const collect = (rows: readonly Row[]): void => {
      for (const row of rows) {
        ids.push(row.id);
        collect(row.children);
      }
    };
    collect(pathRows('q', question, answer([samplePath(), samplePath('closed')], { incomplete: 'x' })));
    assert.equal(new Set(ids).size, ids.length);
  });
});
