/** Which atomic sections a function is surely in at each of its calls. */
import type { FlowGraph, FlowNode, NodeId } from '../flow/flowGraph';
import { EXIT, successors } from '../flow/flowGraph';
import { visitExpression } from '../flow/walk';
import type { CallExpression, Expression, Span } from '../syntax/ast';
import { alsoEnds, atomicCall, type SectionKind } from './atomicSections';

/** A section that was entered: by `spin_lock(&sb_lock)`, or by a function that does so. */
export interface Held {
  readonly kind: SectionKind;
  /** The call, as it is written. */
  readonly text: string;
  readonly span: Span;
}

/** By what tells one section from another: `lock &sb_lock`, `rcu`. */
export type Sections = ReadonlyMap<string, Held>;

/** What a function that is called does to the sections of its caller. */
export interface LockEffect {
  /** Kinds of sections that it has entered and returns in. */
  readonly enters: ReadonlySet<SectionKind>;
  /** Kinds of which it may end one that it did not begin. */
  readonly leaves: ReadonlySet<SectionKind>;
}

const NO_KIND: ReadonlySet<SectionKind> = new Set();
export const NO_EFFECT: LockEffect = { enters: NO_KIND, leaves: NO_KIND };

export interface HeldLocks {
  /** By start of a call; only calls inside of a section. */
  readonly at: ReadonlyMap<number, Sections>;
  readonly effect: LockEffect;
}

const NONE: Sections = new Map();

/**
 * Follows a function's flow graph. A section counts only where every way to a call leads through its beginning and through no end; an end
 * that fits no beginning ends all of its kind, since a lock may have two names.
 * @param text of the file that the graph's offsets are in
 * @param effectOf of a call that is in no table
 */
export function heldLocks(
  graph: FlowGraph,
  text: string,
  effectOf: (call: CallExpression, isInside: boolean) => LockEffect,
): HeldLocks {
  const at = new Map<number, Sections>();
  const before: (Sections | undefined)[] = new Array(graph.nodes.length);
  const leaves = new Set<SectionKind>();
  // Those of this kind that were begun here; where there is none, one of the caller's.
  const leave = (sections: Sections, kind: SectionKind): Sections => {
    const rest = new Map([...sections].filter(([, held]) => held.kind !== kind));
    if (rest.size === sections.size) leaves.add(kind);
    return rest;
  };
  const called = (call: CallExpression, isMaybe: boolean, sections: Sections): Sections => {
    if (call.callee.kind !== 'name') return sections;
    const known = atomicCall(call.callee.name);
    const held = (kind: SectionKind): Held => ({ kind, text: textOf(call, text), span: spanOf(call) });
    if (known === null) {
      const effect = effectOf(call, sections.size > 0);
      let after = sections;
      for (const kind of effect.leaves) after = leave(after, kind);
      if (!isMaybe)
        for (const kind of effect.enters) after = withOne(after, `${kind} by ${textOf(call, text)}`, held(kind));
      return after;
    }
    const { kind, begins } = known;
    const lock = kind === 'lock' ? call.args[/bit_spin/.test(call.callee.name) ? 1 : 0] : undefined;
    const key = lock === undefined ? kind : `${kind} ${textOf(lock, text)}`;
    if (begins) return isMaybe ? sections : withOne(sections, key, held(kind));
    const more = alsoEnds(call.callee.name);
    if (!sections.has(key)) return [kind, ...more].reduce(leave, sections);
    // spin_lock_irqsave() is one section, local_irq_save() and spin_lock() are two that end together.
    const rest = [...without(sections, key)].filter(([, other]) => !more.includes(other.kind));
    return new Map(rest);
  };
  const after = (node: FlowNode, entered: Sections): Sections => {
    // What could not be read may end any.
    if (node.kind === 'unread') return NONE;
    const expressions = expressionsOf(node);
    const isMaybe = expressions.some(hasChoice);
    let sections = entered;
    for (const call of expressions.flatMap(callsIn)) {
      at.set(call.start, sections);
      sections = called(call, isMaybe, sections);
    }
    return sections;
  };
  before[graph.entry] = NONE;
  for (let isChanging = true; isChanging; ) {
    isChanging = false;
    at.clear();
    for (const id of graph.order) {
      const entered = before[id];
      if (entered === undefined) continue;
      const left = after(graph.nodes[id]!, entered);
      for (const to of successors(graph.nodes[id]!)) if (meet(before, to, left)) isChanging = true;
    }
  }
  const enters = new Set([...(before[EXIT]?.values() ?? [])].map(({ kind }) => kind));
  return { at: inSections(at), effect: { enters, leaves } };
}

/** @returns true where less is sure than before */
function meet(before: (Sections | undefined)[], to: NodeId, left: Sections): boolean {
  const known = before[to];
  if (known === undefined) {
    before[to] = left;
    return true;
  }
  const both = new Map([...known].filter(([key]) => left.has(key)));
  if (both.size === known.size) return false;
  before[to] = both;
  return true;
}

function inSections(at: ReadonlyMap<number, Sections>): Map<number, Sections> {
  return new Map([...at].filter(([, sections]) => sections.size > 0));
}

function withOne(sections: Sections, key: string, held: Held): Sections {
  return new Map(sections).set(key, held);
}

function without(sections: Sections, key: string): Sections {
  const rest = new Map(sections);
  rest.delete(key);
  return rest;
}

/** Calls in the order in which they are made: those in an argument before the one that it is for. */
export function callsIn(expression: Expression): CallExpression[] {
  const calls: CallExpression[] = [];
  visitExpression(expression, {
    expression: (one) => {
      if (one.kind === 'call') calls.push(one);
    },
  });
  return calls.sort((a, b) => a.end - b.end);
}

function hasChoice(expression: Expression): boolean {
  let has = false;
  visitExpression(expression, {
    expression: (one) => {
      if (one.kind === 'conditional' || (one.kind === 'binary' && /^(?:&&|\|\|)$/.test(one.operator))) has = true;
    },
    statement: (one) => {
      if (/^(?:if|while|for|switch|each)$/.test(one.kind)) has = true;
    },
  });
  return has;
}

function expressionsOf(node: FlowNode): readonly Expression[] {
  switch (node.kind) {
    case 'evaluate':
      return [node.expression];
    case 'declare':
      return node.declaration.value === null ? [] : [node.declaration.value];
    case 'branch':
      return [node.condition];
    case 'rounds':
    case 'scope':
      return node.args;
    case 'switch':
    case 'return':
      return node.value === null ? [] : [node.value];
    default:
      return [];
  }
}

function textOf({ start, end }: Span, text: string): string {
  return text.slice(start, end).replace(/\s+/g, ' ').trim();
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
