import type { ReportHop } from '../trace/reportTypes';
import type { TraceReport } from '../trace/traceReport';

/** A function or macro that some path of a report visits. */
export interface GraphNode {
  /** `n0`, `n1`, ...: in the order in which paths visit them. */
  readonly id: string;
  readonly hop: ReportHop;
  readonly isEnd: boolean;
}

/** A call that some path takes. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `struct.field`, or the place of the call. */
  readonly label: string;
  /** Through a field or as an argument: the callee is not written in the text. */
  readonly indirect: boolean;
}

export interface TraceGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** All paths of a report as one graph: each definition once, each call once. */
export function traceGraph(report: TraceReport): TraceGraph {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const nodeOf = (hop: ReportHop, isEnd: boolean): GraphNode => {
    // Two static functions may share a name: the place tells them apart.
    const key = `${hop.function} ${hop.file}:${hop.line}`;
    const node = nodes.get(key) ?? { id: `n${nodes.size}`, hop, isEnd };
    nodes.set(key, node);
    return node;
  };
  for (const { hops } of report.paths) {
    hops.forEach((hop, at) => {
      const node = nodeOf(hop, at === 0 || at === hops.length - 1);
      const next = hops[at + 1];
      if (next === undefined || hop.call === null) return;
      const to = nodeOf(next, at + 1 === hops.length - 1);
      const label = hop.call.through ?? `${hop.call.file}:${hop.call.line}`;
      const indirect = hop.call.kind === 'ops' || hop.call.kind === 'callback';
      edges.set(`${node.id} ${to.id} ${label}`, { from: node.id, to: to.id, label, indirect });
    });
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
