import { layout as dagre, Graph } from '@dagrejs/dagre';
import { fromMiddleToMiddle } from './endPoints';
import type { FoldedGraph } from './folded';
import type { Point, Rectangle, Size } from './geometry';

export interface PictureLayout extends Size {
  /** By the id of a box. */
  readonly boxes: ReadonlyMap<string, Rectangle>;
  /** By the id of a group that is not folded up; room for its name included. */
  readonly groups: ReadonlyMap<string, Rectangle>;
  /** By the id of a line: where it bends, ends included, and the middle and size of its label where it has one. */
  readonly lines: ReadonlyMap<string, { readonly points: readonly Point[]; readonly label: (Point & Size) | null }>;
}

/** Space around the whole and inside of a group's frame; the name of a group stands in the upper one. */
const MARGIN = 24;
const GROUP_PADDING = { side: 6, top: 16, bottom: 0 };

/** Above and below a label, so that it stands clear of the frames of groups. */
const LABEL_GAP = 8;

/** Places boxes of these sizes from top to bottom in the order of the calls. `labelOf` gives the size of a line's label. */
export function layout(
  { boxes, lines, groups }: FoldedGraph,
  sizeOf: (id: string) => Size,
  labelOf: (id: string) => Size | null,
): PictureLayout {
  const graph = new Graph({ directed: true, compound: true, multigraph: true });
  graph.setGraph({
    rankdir: 'TB',
    nodesep: 36,
    edgesep: 18,
    ranksep: 30,
    marginx: MARGIN,
    marginy: MARGIN,
    ranker: 'network-simplex',
  });
  for (const { id } of groups) graph.setNode(id, { width: 0, height: 0 });
  for (const { id, group } of boxes) {
    graph.setNode(id, { ...sizeOf(id) });
    if (group !== null) graph.setParent(id, group);
  }
  for (const { id, from, to } of lines) {
    const { width, height } = labelOf(id) ?? { width: 0, height: -2 * LABEL_GAP };
    graph.setEdge(from, to, { width, height: height + 2 * LABEL_GAP, labelpos: 'c', minlen: 1, weight: 1 }, id);
  }
  dagre(graph);
  const placed = new Map(boxes.map(({ id }) => [id, cornered(graph.node(id))]));
  return {
    ...sized(graph.graph()),
    boxes: placed,
    groups: new Map(groups.map(({ id }) => [id, padded(cornered(graph.node(id)))])),
    lines: new Map(
      lines.map(({ id, from, to }) => {
        const { points = [], x, y } = graph.edge(from, to, id) as { points?: Point[]; x?: number; y?: number };
        const bends = fromMiddleToMiddle(points, placed.get(from)!, placed.get(to)!);
        const size = labelOf(id);
        return [id, { points: bends, label: size === null || x === undefined ? null : { x, y: y ?? 0, ...size } }];
      }),
    ),
  };
}

function sized({ width, height }: { width?: number; height?: number }): Size {
  return { width: Math.max(width ?? 0, 1), height: Math.max(height ?? 0, 1) };
}

function cornered(node: { x?: number; y?: number; width: number; height: number }): Rectangle {
  const { x = 0, y = 0, width, height } = node;
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function padded({ x, y, width, height }: Rectangle): Rectangle {
  const { side, top, bottom } = GROUP_PADDING;
  return { x: x - side, y: y - top, width: width + 2 * side, height: height + top + bottom };
}
