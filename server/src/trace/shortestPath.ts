import type { Corridor } from './corridor';
import { newMinHeap } from './minHeap';

/** A path inside a corridor: edges in order; none where a source is a goal. */
export interface CorridorPath {
  /** Nodes from source to goal, ends included. */
  readonly nodes: readonly number[];
  /** Edges between them: one fewer than nodes. */
  readonly edges: readonly number[];
  /** Without penalties. */
  readonly cost: number;
}

/**
 * Dijkstra inside a corridor.
 *
 * @param penalties by node: added to every edge into it; not part of the path's cost
 * @returns null where no path is left
 */
export function shortestPath(corridor: Corridor, penalties: Float64Array): CorridorPath | null {
  const { firstEdge, edgeTo, edgeCost, sources, sourceCosts } = corridor;
  const count = corridor.defs.length;
  const distance = new Float64Array(count).fill(Infinity);
  const through = new Int32Array(count).fill(-1);
  const origin = new Int32Array(count).fill(-1);
  const settled = new Uint8Array(count);
  const isGoal = new Uint8Array(count);
  for (const goal of corridor.goals) isGoal[goal] = 1;
  const heap = newMinHeap();
  sources.forEach((source, at) => {
    distance[source] = sourceCosts[at]!;
    heap.push(sourceCosts[at]!, source);
  });
  while (heap.size > 0) {
    const node = heap.pop();
    if (settled[node] === 1) continue;
    settled[node] = 1;
    if (isGoal[node] === 1) return walkBack(corridor, through, origin, node);
    for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge++) {
      const next = edgeTo[edge]!;
      const length = distance[node]! + edgeCost[edge]! + penalties[next]!;
      if (length < distance[next]!) {
        distance[next] = length;
        through[next] = edge;
        origin[next] = node;
        heap.push(length, next);
      }
    }
  }
  return null;
}

function walkBack(corridor: Corridor, through: Int32Array, origin: Int32Array, goal: number): CorridorPath {
  const nodes = [goal];
  const edges: number[] = [];
  let node = goal;
  let cost = 0;
  while (through[node] !== -1) {
    edges.push(through[node]!);
    cost += corridor.edgeCost[through[node]!]!;
    node = origin[node]!;
    nodes.push(node);
  }
  cost += corridor.sourceCosts[corridor.sources.indexOf(node)] ?? 0;
  return { nodes: nodes.reverse(), edges: edges.reverse(), cost };
}
