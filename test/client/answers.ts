import type {
  GateAnswer,
  MaskAnswer,
  Outcome,
  PathAnswer,
  TraceAnswer,
  TraceHopAnswer,
} from '../../server/src/protocol';

/** Where the sample tree lies in recorded answers. */
export const tree = 'file:///tree';

/** Known bits; `symbolic` where nothing is unknown. */
export function mask(
  symbolic: string | null,
  set: string[] = [],
  clear: string[] = [],
  unknown: string[] = [],
): MaskAnswer {
  return { set, clear, unknown, symbolic };
}

/** What the sample's path knows of a mask without `__GFP_FS`. */
export const noFs = mask('GFP_NOFS', ['__GFP_DIRECT_RECLAIM', '__GFP_IO', '__GFP_KSWAPD_RECLAIM'], ['__GFP_FS']);

/** A gate on a whole condition of one line, `mm/a.c:12`. */
export function gate(place: string, inside: string, condition: string, more: Partial<GateAnswer> = {}): GateAnswer {
  const [file = '', line = ''] = place.split(':');
  return {
    ...{ uri: `${tree}/${file}`, file, line: Number(line), column: 6, endLine: Number(line) },
    ...{ endColumn: 6 + condition.length, function: inside, condition, bits: ['__GFP_FS'], kind: 'direct' },
    ...{ when: { set: 'return true', clear: '' }, outcome: 'unknown', outcomes: {} },
    ...more,
  };
}

/** `kmem_alloc fs/xfs/kmem.c:7 14`: a hop by its name, its definition and the line of its call; without one it is the last. */
export function hop(text: string, more: Partial<TraceHopAnswer> = {}): TraceHopAnswer {
  const [name = '', place = '', call = '0'] = text.split(' ');
  const [file = '', line = ''] = place.split(':');
  const uri = `${tree}/${file}`;
  return {
    ...{ function: name, uri, file, line: Number(line), callUri: uri, callLine: Number(call) },
    ...{ callColumn: call === '0' ? 0 : 9, how: call === '0' ? '' : 'direct', definition: 'function' },
    ...{ mask: null, masks: {}, guards: [] },
    ...more,
  };
}

/** A path of hops; `depends` unless `more` says something else. */
export function path(hops: readonly TraceHopAnswer[], more: Partial<PathAnswer> = {}): PathAnswer {
  return { verdict: 'depends', verdicts: {}, closedAt: null, hops, gates: [], ...more };
}

export function answer(paths: readonly PathAnswer[], more: Partial<TraceAnswer> = {}): TraceAnswer {
  return { hops: paths[0]?.hops ?? [], paths, resolved: {}, why: '', incomplete: null, ...more };
}

/**
 * What the sample tree's path from `kmem_alloc` to reclaim is under GFP_NOFS: guards before the slow path's reclaim, gates at the end. Only
 * the two hops in mm/slub.c that a stretch needs are left out of the middle.
 */
export function samplePath(outcome: Outcome = 'open'): PathAnswer {
  const direct = gate('mm/page_alloc.c:170', '__alloc_pages_slowpath', '!can_direct_reclaim', {
    bits: ['__GFP_DIRECT_RECLAIM'],
    kind: 'derived',
    when: { set: '', clear: 'goto nopage' },
    outcome,
  });
  const hops = [
    hop('kmem_alloc fs/xfs/kmem.c:7 14', { mask: noFs }),
    hop('kmalloc include/linux/slab.h:29 33', { mask: noFs }),
    hop('__kmalloc mm/slab_common.c:54 56', { mask: noFs }),
    hop('slab_alloc_node mm/slub.c:99 104', { mask: noFs }),
    hop('new_slab mm/slub.c:57 63', { mask: noFs }),
    hop('__alloc_pages mm/page_alloc.c:203 218', { mask: noFs }),
    hop('__alloc_pages_slowpath mm/page_alloc.c:147 175', { mask: noFs, guards: [direct] }),
    hop('try_to_free_pages mm/vmscan.c:248 261', { mask: noFs }),
    hop('shrink_folio_list mm/vmscan.c:125', { mask: noFs }),
  ];
  return path(hops, {
    verdict: outcome === 'unknown' ? 'depends' : outcome,
    closedAt: outcome === 'closed' ? direct : null,
    gates: [
      gate('mm/vmscan.c:139', 'shrink_folio_list', '!may_enter_fs(folio, sc->gfp_mask)', {
        kind: 'predicate',
        when: { set: 'folio_wait_writeback', clear: 'goto keep' },
        outcome: 'closed',
      }),
      gate('mm/vmscan.c:97', 'may_enter_fs', 'gfp_mask & __GFP_FS', { outcome: 'closed' }),
    ],
  });
}
