import type { Call, Door, FunctionNode, Group, PathGraph } from './pathGraph';

/** What is drawn as a box. `inside` and `doors` are lists of gates; a `stretch` is a group that is folded up. */
export type Shown =
  | { readonly kind: 'function'; readonly id: string; readonly group: string | null; readonly function: FunctionNode }
  | {
      readonly kind: 'doors';
      readonly id: string;
      readonly group: string | null;
      readonly call: Call;
      readonly doors: readonly Door[];
    }
  | {
      readonly kind: 'inside';
      readonly id: string;
      readonly group: string | null;
      readonly function: FunctionNode;
      readonly doors: readonly Door[];
    }
  | {
      readonly kind: 'stretch';
      readonly id: string;
      readonly group: null;
      readonly of: Group;
      readonly doors: readonly Door[];
    };

/** A line between two boxes. */
export interface ShownLine {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The call that it stands for; null for the line to the gates inside of a function. */
  readonly call: Call | null;
  /** Whether it ends at the doors of its call, begins there, or has none. */
  readonly part: 'before' | 'behind' | 'whole';
}

export interface FoldedGraph {
  readonly boxes: readonly Shown[];
  readonly lines: readonly ShownLine[];
  /** Groups that are drawn around their boxes. */
  readonly groups: readonly Group[];
}

/** The boxes and lines of a graph in which the groups with these ids are folded up to a box each. */
export function folded(graph: PathGraph, foldedIds: ReadonlySet<string>): FoldedGraph {
  const groupOf = new Map(graph.functions.map(({ id, group }) => [id, group]));
  const isFolded = (functionId: string): boolean => foldedIds.has(groupOf.get(functionId) ?? '');
  const boxOf = (functionId: string): string => (isFolded(functionId) ? groupOf.get(functionId)! : functionId);
  const boxes: Shown[] = [];
  const lines: ShownLine[] = [];
  for (const group of graph.groups) {
    if (!foldedIds.has(group.id)) continue;
    boxes.push({ kind: 'stretch', id: group.id, group: null, of: group, doors: doorsWithin(graph, group) });
  }
  for (const each of graph.functions) {
    if (isFolded(each.id)) continue;
    boxes.push({ kind: 'function', id: each.id, group: each.group, function: each });
    if (each.inside.length === 0) continue;
    const id = `i${each.id}`;
    boxes.push({ kind: 'inside', id, group: each.group, function: each, doors: each.inside });
    lines.push({ id: `l${id}`, from: each.id, to: id, call: null, part: 'whole' });
  }
  const drawn = new Set<string>();
  for (const call of graph.calls) {
    const [from, to] = [boxOf(call.from), boxOf(call.to)];
    if (from === to && from !== call.from) continue;
    if (call.doors.length === 0) {
      // Several calls between two folded groups look alike.
      const key = `${from} ${to} ${call.how} ${call.through}`;
      const isAlike = drawn.has(key) && (from !== call.from || to !== call.to);
      drawn.add(key);
      if (isAlike) continue;
      lines.push({ id: call.id, from, to, call, part: 'whole' });
      continue;
    }
    const id = `d${call.id}`;
    const group = isFolded(call.from) ? null : groupOf.get(call.from)!;
    boxes.push({ kind: 'doors', id, group, call, doors: call.doors });
    lines.push({ id: `${call.id}a`, from, to: id, call, part: 'before' });
    lines.push({ id: `${call.id}b`, from: id, to, call, part: 'behind' });
  }
  return { boxes, lines, groups: graph.groups.filter(({ id }) => !foldedIds.has(id)) };
}

/** The doors that folding a group hides. */
function doorsWithin(graph: PathGraph, { functions }: Group): Door[] {
  const members = new Set(functions);
  const calls = graph.calls.filter(({ from, to }) => members.has(from) && members.has(to));
  const ends = graph.functions.filter(({ id }) => members.has(id));
  return [...calls.flatMap(({ doors }) => doors), ...ends.flatMap(({ inside }) => inside)];
}
