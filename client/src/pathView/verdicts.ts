import * as vscode from 'vscode';
import type { GateAnswer, Outcome, PathAnswer, TraceHopAnswer, Verdict } from '../../../server/src/protocol';
import { someOf } from './maskWords';

/** What is said of a gate, a hop or a path. An outcome that is unknown depends on what nobody knows yet. */
export type Judgement = Verdict;

/** A judgement under one of the masks that are compared; `mask` is empty where there is nothing to compare. */
export interface Judged {
  readonly mask: string;
  readonly judgement: Judgement;
}

/** `✓ open`: shape and word, so that it is read without colour. */
export function judgementWords(judgement: Judgement): string {
  switch (judgement) {
    case 'open':
      return vscode.l10n.t('✓ open');
    case 'closed':
      return vscode.l10n.t('✗ closed');
    case 'depends':
      return vscode.l10n.t('? depends');
  }
}

/** `GFP_NOFS ✗ closed · GFP_KERNEL ✓ open`; one judgement where all masks agree. */
export function judgedWords(judged: readonly Judged[]): string {
  const [first] = judged;
  if (first === undefined) return '';
  if (judged.every(({ judgement }) => judgement === first.judgement)) return judgementWords(first.judgement);
  return judged.map(({ mask, judgement }) => `${mask} ${judgementWords(judgement)}`).join(' · ');
}

/** What an icon shows: the judgement under all masks that are compared, or that they differ. */
export type IconJudgement = Judgement | 'differs';

/** What an icon shows of judgements; null where there are none. */
export function together(judged: readonly Judged[]): IconJudgement | null {
  const [first] = judged;
  if (first === undefined) return null;
  return judged.every(({ judgement }) => judgement === first.judgement) ? first.judgement : 'differs';
}

/**
 * `closed: may_enter_fs(folio)`: the editor cuts a row at its end, and what is said of a gate must be read in a narrow view. Just `name` where
 * nothing is said. Without a sign: the icon beside it has the same shape.
 */
export function judgedLabel(judged: readonly Judged[], name: string): string {
  const judgement = together(judged);
  return judgement === null ? name : vscode.l10n.t('{0}: {1}', shortWords(judgement), name);
}

function shortWords(judgement: IconJudgement): string {
  switch (judgement) {
    case 'open':
      return vscode.l10n.t('open');
    case 'closed':
      return vscode.l10n.t('closed');
    case 'depends':
      return vscode.l10n.t('depends');
    case 'differs':
      return vscode.l10n.t('differs');
  }
}

/** What `judgedLabel` leaves to be said: the flags that it depends on, or the judgements where they differ; else empty. `bits`: those flags. */
export function judgedDetails(judged: readonly Judged[], bits: readonly string[]): string {
  switch (together(judged)) {
    case 'differs':
      return judgedWords(judged);
    case 'depends':
      return bits.length === 0 ? '' : vscode.l10n.t('on {0}', someOf(bits));
    default:
      return '';
  }
}

/** A gate under each mask that was asked for. */
export function judgeGate(gate: GateAnswer, masks: readonly string[]): Judged[] {
  if (masks.length < 2) return [{ mask: '', judgement: judgementOf(gate.outcome) }];
  return masks.map((mask) => ({ mask, judgement: judgementOf(gate.outcomes[mask] ?? 'unknown') }));
}

/** `? depends on __GFP_FS` names the flags; the other judgements need none. */
export function gateWords(gate: GateAnswer, masks: readonly string[]): string {
  const judged = judgeGate(gate, masks);
  const isOpenQuestion = judged.every(({ judgement }) => judgement === 'depends');
  return isOpenQuestion ? dependsOn(gate.bits) : judgedWords(judged);
}

/** Whether the call of a hop is reached, by the guards before it; empty where there are none. */
export function judgeHop(hop: TraceHopAnswer, masks: readonly string[]): Judged[] {
  if (hop.guards.length === 0) return [];
  const guards = hop.guards.map((guard) => judgeGate(guard, masks));
  return guards[0]!.map(({ mask }, at) => {
    const judgements = guards.map((guard) => guard[at]!.judgement);
    const judgement = judgements.includes('closed') ? 'closed' : judgements.includes('depends') ? 'depends' : 'open';
    return { mask, judgement };
  });
}

/** What is said of a hop by the guards before its call: `✓ open`, `? depends on __GFP_FS`; empty where there are none. */
export function hopWords(hop: TraceHopAnswer, masks: readonly string[]): string {
  const judged = judgeHop(hop, masks);
  if (judged.length === 0 || judged.some(({ judgement }) => judgement !== 'depends')) return judgedWords(judged);
  return dependsOn(undecidedBits(hop, masks));
}

/** The flags of the guards before a hop's call that nobody has decided. */
export function undecidedBits({ guards }: TraceHopAnswer, masks: readonly string[]): string[] {
  const undecided = guards.filter((guard) => judgeGate(guard, masks).every(({ judgement }) => judgement === 'depends'));
  return [...new Set(undecided.flatMap(({ bits }) => bits))];
}

/** A path under each mask; empty where nothing is known of masks and gates, so that nothing can be said. */
export function judgePath(path: PathAnswer, masks: readonly string[]): Judged[] {
  const isKnown = path.hops.some(({ mask, guards }) => mask !== null || guards.length > 0);
  if (!isKnown) return [];
  if (masks.length < 2) return [{ mask: '', judgement: path.verdict }];
  return masks.map((mask) => ({ mask, judgement: path.verdicts[mask] ?? 'depends' }));
}

function judgementOf(outcome: Outcome): Judgement {
  return outcome === 'unknown' ? 'depends' : outcome;
}

function dependsOn(bits: readonly string[]): string {
  return bits.length === 0 ? judgementWords('depends') : vscode.l10n.t('? depends on {0}', someOf(bits));
}
