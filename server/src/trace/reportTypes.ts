/** Hops and paths of the answer of `trace`, as the command-line contract has them. */
import type { MaskReport } from '../gfp/maskReport';
import type { CallKind } from '../index/kernelIndex';
import type { GateReport } from './gateReport';

export interface ReportCall {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, UTF-16 units. */
  readonly column: number;
  readonly kind: CallKind;
  /** `struct.field` of a call through a field. */
  readonly through: string | null;
  /** How many definitions the call may mean; more than one is a choice of the search. */
  readonly candidates: number;
}

export interface ReportHop {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly definition: 'function' | 'macro';
  /** The call to the next hop; null on the last. */
  readonly call: ReportCall | null;
  /** What is known of the gfp mask on entry, under the first mask that was asked for; null where none is handed on. */
  readonly mask: MaskReport | null;
  /** By mask as it was written; only where masks were asked for. */
  readonly masks?: Readonly<Record<string, MaskReport | null>>;
  /** Gates that decide whether the call to the next hop is reached. */
  readonly guards: readonly GateReport[];
}

/** `open`, `closed`, or `depends` on a flag that is not known. */
export type Verdict = 'open' | 'closed' | 'depends';

export interface ReportPath {
  readonly verdict: Verdict;
  /** By mask as it was written; only where masks were asked for. */
  readonly verdicts?: Readonly<Record<string, Verdict>>;
  /** The gate that closes it: in front of a call, or inside of the last function, which then does nothing. */
  readonly closedAt: GateReport | null;
  readonly hops: readonly ReportHop[];
  /** Gates inside of the last function and of what it calls directly. */
  readonly gates: readonly GateReport[];
}
