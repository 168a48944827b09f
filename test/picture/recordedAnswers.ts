/** Answers in the shape of the protocol, with the lines of the sample kernel, for the tests of the picture and the mask lens. */
import type {
  GateAnswer,
  MaskAnswer,
  Outcome,
  PathAnswer,
  TraceAnswer,
  TraceHopAnswer,
  Verdict,
} from '../../server/src/protocol';

export const recordedMasks = ['GFP_KERNEL', 'GFP_NOFS', 'GFP_NOIO', 'GFP_NOWAIT', 'GFP_ATOMIC'] as const;

type Bits = Readonly<Record<string, readonly string[]>>;

const bitsOf: Bits = {
  GFP_KERNEL: ['__GFP_IO', '__GFP_FS', '__GFP_DIRECT_RECLAIM', '__GFP_KSWAPD_RECLAIM'],
  GFP_NOFS: ['__GFP_IO', '__GFP_DIRECT_RECLAIM', '__GFP_KSWAPD_RECLAIM'],
  GFP_NOIO: ['__GFP_DIRECT_RECLAIM', '__GFP_KSWAPD_RECLAIM'],
  GFP_NOWAIT: ['__GFP_KSWAPD_RECLAIM'],
  GFP_ATOMIC: ['__GFP_HIGH', '__GFP_KSWAPD_RECLAIM'],
};
const flags = [...bitsOf.GFP_KERNEL!, '__GFP_HIGH', '__GFP_NOWARN', '__GFP_COMP'];

export const uriOf = (file: string): string => `file:///tree/${file}`;

/** A mask with some bits more, all of them known. */
export function known(name: string, more: readonly string[] = []): MaskAnswer {
  const set = flags.filter((flag) => bitsOf[name]!.includes(flag) || more.includes(flag));
  return {
    set,
    clear: flags.filter((flag) => !set.includes(flag)),
    unknown: [],
    symbolic: [name, ...more].join('|'),
  };
}

/** A gate that is open where a mask has all of `bits`; `outcome` decides otherwise. */
export function gate(
  at: { readonly function: string; readonly file: string; readonly line: number },
  condition: string,
  bits: readonly string[],
  outcome: (mask: string) => Outcome = (mask) => (bits.every((bit) => bitsOf[mask]!.includes(bit)) ? 'open' : 'closed'),
): GateAnswer {
  const outcomes = Object.fromEntries(recordedMasks.map((mask) => [mask, outcome(mask)]));
  return {
    uri: uriOf(at.file),
    file: at.file,
    line: at.line,
    column: 6,
    endLine: at.line,
    endColumn: 6 + condition.length,
    function: at.function,
    condition,
    bits,
    kind: 'direct',
    when: { set: 'goes on', clear: 'returns' },
    outcome: outcomes.GFP_KERNEL!,
    outcomes,
  };
}

export interface RecordedHop {
  readonly at: readonly [name: string, file: string, line: number];
  /** Line of the call to the next hop; 0 on the last. */
  readonly call: number;
  readonly how?: string;
  readonly definition?: 'macro';
  /** Bits that this function's mask has more; null where no mask reaches it. */
  readonly more?: readonly string[] | null;
  readonly guards?: readonly GateAnswer[];
}

export function hop({ at, call, how, definition, more = [], guards = [] }: RecordedHop): TraceHopAnswer {
  const [name, file, line] = at;
  const masks = Object.fromEntries(recordedMasks.map((mask) => [mask, more === null ? null : known(mask, more)]));
  return {
    function: name,
    uri: uriOf(file),
    file,
    line,
    callUri: uriOf(file),
    callLine: call,
    callColumn: call === 0 ? 0 : 9,
    how: how ?? (call === 0 ? '' : 'direct'),
    definition: definition ?? 'function',
    mask: masks.GFP_KERNEL ?? null,
    masks,
    guards,
  };
}

export function path(hops: readonly RecordedHop[], gates: readonly GateAnswer[] = []): PathAnswer {
  const made = hops.map(hop);
  const guards = made.flatMap((each) => each.guards);
  const closing = (mask: string): GateAnswer | undefined => guards.find(({ outcomes }) => outcomes[mask] === 'closed');
  const verdictOf = (mask: string): Verdict => {
    if (closing(mask) !== undefined) return 'closed';
    return guards.every(({ outcomes }) => outcomes[mask] === 'open') ? 'open' : 'depends';
  };
  const verdicts = Object.fromEntries(recordedMasks.map((mask) => [mask, verdictOf(mask)]));
  return { verdict: verdictOf('GFP_KERNEL'), verdicts, closedAt: closing('GFP_KERNEL') ?? null, hops: made, gates };
}

export function answer(...paths: readonly PathAnswer[]): TraceAnswer {
  return { hops: paths[0]?.hops ?? [], paths, resolved: {}, why: '', incomplete: null };
}

const slowpath = { function: '__alloc_pages_slowpath', file: 'mm/page_alloc.c', line: 170 };
const canReclaim = gate(slowpath, '!can_direct_reclaim', ['__GFP_DIRECT_RECLAIM']);

const fromKmem: readonly RecordedHop[] = [
  { at: ['kmem_alloc', 'fs/xfs/kmem.c', 7], call: 14 },
  { at: ['kmalloc', 'include/linux/slab.h', 29], call: 33, how: 'macro', definition: 'macro', more: ['__GFP_NOWARN'] },
];
const throughSlab: readonly RecordedHop[] = [
  { at: ['__kmalloc', 'mm/slab_common.c', 54], call: 56, more: ['__GFP_NOWARN'] },
  { at: ['___slab_alloc', 'mm/slub.c', 82], call: 89, more: ['__GFP_NOWARN'] },
  { at: ['new_slab', 'mm/slub.c', 57], call: 63, more: ['__GFP_NOWARN'] },
  { at: ['allocate_slab', 'mm/slub.c', 34], call: 48, more: ['__GFP_NOWARN'] },
  { at: ['alloc_slab_page', 'mm/slub.c', 12], call: 16, more: ['__GFP_NOWARN', '__GFP_COMP'] },
];
const largeObject: readonly RecordedHop[] = [
  { at: ['kmalloc_large', 'mm/slab_common.c', 39], call: 41, more: ['__GFP_NOWARN'] },
  { at: ['__kmalloc_large_node', 'mm/slab_common.c', 27], call: 35, more: ['__GFP_NOWARN', '__GFP_COMP'] },
];
const toReclaim = (more: readonly string[]): readonly RecordedHop[] => [
  { at: ['__alloc_pages', 'mm/page_alloc.c', 203], call: 218, more },
  { at: ['__alloc_pages_slowpath', 'mm/page_alloc.c', 147], call: 175, more, guards: [canReclaim] },
  { at: ['__alloc_pages_direct_reclaim', 'mm/page_alloc.c', 121], call: 124, more },
  { at: ['try_to_free_pages', 'mm/vmscan.c', 248], call: 261, more },
  { at: ['shrink_node', 'mm/vmscan.c', 224], call: 226, more },
];
const shrinkSlab = (more: readonly string[]): readonly RecordedHop[] => [
  { at: ['shrink_slab', 'mm/vmscan.c', 59], call: 73, more },
  {
    at: ['do_shrink_slab', 'mm/vmscan.c', 37],
    call: 50,
    how: 'via shrinker.scan_objects',
    more,
    guards: [
      gate(
        { function: 'do_shrink_slab', file: 'mm/vmscan.c', line: 44 },
        'freeable < batch_size',
        ['__GFP_NORETRY'],
        () => 'unknown',
      ),
    ],
  },
  {
    at: ['super_cache_scan', 'fs/super.c', 9],
    call: 22,
    more,
    guards: [
      gate({ function: 'super_cache_scan', file: 'fs/super.c', line: 15 }, '!(sc->gfp_mask & __GFP_FS)', ['__GFP_FS']),
    ],
  },
  { at: ['prune_icache_sb', 'fs/inode.c', 80], call: 0, more },
];
const [nowarn, comp] = ['__GFP_NOWARN', '__GFP_COMP'];
const inReclaim = (line: number, condition: string, bits: readonly string[]): GateAnswer =>
  gate({ function: 'shrink_folio_list', file: 'mm/vmscan.c', line }, condition, bits);

/** Two roads from an allocation to the inode cache: through a slab, and of a large object; they meet in the page allocator. */
export const toInodes: TraceAnswer = answer(
  path([...fromKmem, ...throughSlab, ...toReclaim([nowarn, comp]), ...shrinkSlab([nowarn, comp])]),
  path([...fromKmem, ...largeObject, ...toReclaim([nowarn, comp]), ...shrinkSlab([nowarn, comp])]),
);

/** One road to the list of pages, with the gates inside of its end. */
export const toPages: TraceAnswer = answer(
  path(
    [
      ...fromKmem,
      ...throughSlab,
      ...toReclaim([nowarn, comp]),
      { at: ['shrink_lruvec', 'mm/vmscan.c', 206], call: 211, more: [nowarn, comp] },
      { at: ['shrink_folio_list', 'mm/vmscan.c', 125], call: 0, more: [nowarn, comp] },
    ],
    [
      inReclaim(138, 'may_enter_fs(folio, sc->gfp_mask)', ['__GFP_FS', '__GFP_IO']),
      inReclaim(143, '!(sc->gfp_mask & __GFP_IO) || !sc->may_swap', ['__GFP_IO']),
      inReclaim(149, 'may_enter_fs(folio, sc->gfp_mask)', ['__GFP_FS', '__GFP_IO']),
    ],
  ),
);

/** How many functions stand side by side in each layer of a generated graph: roads part and meet again. */
const widths = [6, 6, 6, 4, 2, 1, 2, 4];

/** At least this many functions on six paths that part and meet, with calls through fields and gates: many boxes stay fluent. */
export function manyFunctions(count: number): TraceAnswer {
  const folders = ['fs/xfs', 'mm', 'block', 'drivers/md', 'kernel/sched'];
  const layers: number[] = [];
  for (let sum = 0; sum < count; sum += layers.at(-1)!) layers.push(widths[layers.length % widths.length]!);
  const at = (layer: number, place: number): RecordedHop['at'] => [
    `function_${layer}_${place}`,
    `${folders[Math.floor((layer * folders.length) / layers.length)]}/file_${layer % 7}.c`,
    10 * place + 10,
  ];
  const way = (place: number): PathAnswer =>
    path(
      layers.map((width, layer): RecordedHop => {
        const here = at(layer, Math.floor((place * width) / 6));
        const isLast = layer === layers.length - 1;
        const door = gate({ function: here[0], file: here[1], line: here[2] + 2 }, 'gfp & __GFP_FS', ['__GFP_FS']);
        return {
          at: here,
          call: isLast ? 0 : here[2] + 3,
          how: isLast ? '' : layer % 8 === 4 ? 'via operations.scan' : 'direct',
          guards: layer % 5 === 2 ? [door] : [],
        };
      }),
    );
  return answer(...Array.from({ length: 6 }, (_, place) => way(place)));
}
