import type { GateAnswer, MaskAnswer, Outcome, TraceAnswer, TraceHopAnswer } from '../../server/src/protocol';
import { connectedStretches } from './connectedStretches';
import { subsystemOf } from './subsystem';

/** A place in a file; line and column are 1-based, the column in UTF-16 units. */
export interface Place {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
  /** What stands there, where the column is not known: a definition's name on its line. */
  readonly name?: string;
}

/** A function or macro that some path goes through. */
export interface FunctionNode {
  /** `f0`, `f1`, ...: in the order in which paths visit them. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly place: Place;
  readonly definition: 'function' | 'macro';
  /** First or last of a path. */
  readonly isEnd: boolean;
  readonly group: string;
  /** What is known of the mask on entry, by mask that was asked for; `differs` where paths do not agree. */
  readonly masks: Readonly<Record<string, MaskAnswer | 'differs' | null>>;
  /** Gates inside: of the last function of a path only. */
  readonly inside: readonly Door[];
}

/** A gate, as it is drawn. */
export interface Door {
  readonly id: string;
  readonly gate: GateAnswer;
  /** By mask; `unknown` where paths do not agree. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

/** A call that some path takes. */
export interface Call {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly place: Place;
  readonly how: 'direct' | 'macro' | 'callback' | 'ops';
  /** `address_space_operations.writepage` where `how` is `ops`, else empty. */
  readonly through: string;
  /** What decides whether it is reached. */
  readonly doors: readonly Door[];
}

/** Functions of one subsystem that call each other: a path that comes back to a subsystem has two groups of one name. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly functions: readonly string[];
}

export interface PathGraph {
  readonly functions: readonly FunctionNode[];
  readonly calls: readonly Call[];
  readonly groups: readonly Group[];
  /** Each path's functions and calls in order: `calls[i]` leads from `functions[i]` to `functions[i + 1]`. */
  readonly paths: readonly { readonly functions: readonly string[]; readonly calls: readonly string[] }[];
}

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** All paths of an answer as one graph: each definition once, each call once, each gate of a call once. */
export function pathGraph(answer: TraceAnswer): PathGraph {
  const functions = new Map<string, Growing<FunctionNode>>();
  const calls = new Map<string, Growing<Call>>();
  let doorCount = 0;
  const newDoor = (gate: GateAnswer): Door => ({ id: `g${doorCount++}`, gate, outcomes: gate.outcomes });
  const functionOf = (hop: TraceHopAnswer, isEnd: boolean): Growing<FunctionNode> => {
    // Two static functions may share a name: the place tells them apart.
    const key = `${hop.function} ${hop.uri}:${hop.line}`;
    const known = functions.get(key);
    if (known !== undefined) {
      known.isEnd ||= isEnd;
      known.masks = merged(known.masks, hop.masks, sameMask, 'differs');
      return known;
    }
    const place = { uri: hop.uri, line: hop.line, column: 1, name: hop.function };
    const { function: name, file, definition, masks } = hop;
    const made = { id: `f${functions.size}`, name, file, place, definition, isEnd, group: '', masks, inside: [] };
    functions.set(key, made);
    return made;
  };
  const callOf = (hop: TraceHopAnswer, from: string, to: string): string => {
    const key = `${from} ${to} ${hop.callUri}:${hop.callLine}:${hop.callColumn}`;
    const known = calls.get(key);
    if (known !== undefined) {
      known.doors = withDoors(known.doors, hop.guards, newDoor);
      return known.id;
    }
    const place = { uri: hop.callUri, line: hop.callLine, column: hop.callColumn };
    const id = `c${calls.size}`;
    calls.set(key, { id, from, to, place, ...wayOf(hop.how), doors: withDoors([], hop.guards, newDoor) });
    return id;
  };
  const paths = answer.paths.map(({ hops, gates }) => {
    const visited = hops.map((hop, i) => functionOf(hop, i === 0 || i === hops.length - 1));
    const last = visited.at(-1);
    if (last !== undefined) last.inside = withDoors(last.inside, gates, newDoor);
    const ids = visited.map(({ id }) => id);
    return { functions: ids, calls: hops.slice(0, -1).map((hop, i) => callOf(hop, ids[i]!, ids[i + 1]!)) };
  });
  const nodes = [...functions.values()];
  const edges = [...calls.values()];
  return { functions: nodes, calls: edges, groups: grouped(nodes, edges), paths };
}

/** Sets each function's group, too. */
function grouped(functions: readonly Growing<FunctionNode>[], calls: readonly Call[]): Group[] {
  const stretches = connectedStretches(functions, ({ file }) => subsystemOf(file), calls);
  return stretches.map((members, i) => {
    const id = `s${i}`;
    for (const member of members) member.group = id;
    return { id, name: subsystemOf(members[0]!.file), functions: members.map((member) => member.id) };
  });
}

function wayOf(how: string): Pick<Call, 'how' | 'through'> {
  if (how.startsWith('via ')) return { how: 'ops', through: how.slice('via '.length) };
  return { how: how === 'macro' || how === 'callback' ? how : 'direct', through: '' };
}

/** Doors with those of another path: a gate that both have stays one door. */
function withDoors(doors: readonly Door[], gates: readonly GateAnswer[], newDoor: (gate: GateAnswer) => Door): Door[] {
  const all = [...doors];
  for (const gate of gates) {
    const at = all.findIndex((door) => keyOf(door.gate) === keyOf(gate));
    const known = all[at];
    if (known === undefined) all.push(newDoor(gate));
    else all[at] = { ...known, outcomes: merged(known.outcomes, gate.outcomes, Object.is, 'unknown') };
  }
  return all;
}

function keyOf(gate: GateAnswer): string {
  return `${gate.uri}:${gate.line}:${gate.column} ${gate.condition}`;
}

/** What two paths say, by mask: `otherwise` where they do not agree. */
function merged<T>(
  one: Readonly<Record<string, T>>,
  other: Readonly<Record<string, T>>,
  same: (a: T, b: T) => boolean,
  otherwise: T,
): Record<string, T> {
  const all: Record<string, T> = { ...one };
  for (const [mask, value] of Object.entries(other)) {
    const known = all[mask];
    all[mask] = known === undefined || same(known, value) ? value : otherwise;
  }
  return all;
}

function sameMask(a: MaskAnswer | 'differs' | null, b: MaskAnswer | 'differs' | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a === 'differs' || b === 'differs') return false;
  return a.set.join() === b.set.join() && a.clear.join() === b.clear.join();
}
