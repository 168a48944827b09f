/** Custom messages between the server and a client, beyond the language server protocol. */

/**
 * Notification `gfpLens/indexState`: what the index of a tree is doing. `notice` tells something that a person should
 * read in the log and leaves the state as it is.
 */
export interface IndexState {
  readonly root: string;
  readonly state: 'reading' | 'linking' | 'ready' | 'cancelled' | 'problem' | 'notice';
  /** Files read, and files to read. */
  readonly done: number;
  readonly total: number;
  /** How many files stand behind the answers that are given now. */
  readonly answering: number;
  /** True while these are a part of the tree only. */
  readonly incomplete: boolean;
  /** A sentence, or empty. */
  readonly text: string;
}

export const INDEX_STATE = 'gfpLens/indexState';

/** What is known of a gfp mask: every single-bit flag of the tree is in exactly one list. */
export interface MaskAnswer {
  readonly set: readonly string[];
  readonly clear: readonly string[];
  readonly unknown: readonly string[];
  /** `GFP_NOFS|__GFP_NOWARN`; null where something is unknown. */
  readonly symbolic: string | null;
}

export type Outcome = 'open' | 'closed' | 'unknown';

/** A branch that a gfp flag decides. */
export interface GateAnswer {
  readonly uri: string;
  /** Relative to the tree, with `/`. */
  readonly file: string;
  /** 1-based; columns in UTF-16 units, `endColumn` one past the condition's last. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly function: string;
  readonly condition: string;
  readonly bits: readonly string[];
  readonly kind: 'direct' | 'derived' | 'predicate';
  /** What each side does: code, or a few words that are the same in every language (`go on`, `does not reach the call`). */
  readonly when: { readonly set: string; readonly clear: string };
  /** Under the first mask that was asked for, else without one. */
  readonly outcome: Outcome;
  /** By mask, as it was asked for; empty where none was. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

/** Request `gfpLens/trace`: paths between two functions of the tree that holds `uri`. */
export interface TraceParams {
  readonly uri: string;
  readonly from: string;
  readonly to: string;
  readonly via?: readonly string[];
  /** Masks on entry, as `GFP_NOFS` or `0x250`; several to compare. */
  readonly masks?: readonly string[];
  /** How many different paths; 1 by default. */
  readonly paths?: number;
  /**
   * True: the functions of the paths at once, without masks, guards, gates and verdicts, which take seconds on a whole kernel. The whole
   * answer has the same functions in the same order; a call may be another one of several in the same function.
   */
  readonly pathsOnly?: boolean;
  /** True: nobody waits for the answer yet; what a person waits for is worked out first. */
  readonly ahead?: boolean;
}

export interface TraceHopAnswer {
  readonly function: string;
  readonly uri: string;
  /** Of the definition, relative to the tree. */
  readonly file: string;
  /** 1-based line of the definition, and of the call to the next hop (0 on the last). */
  readonly line: number;
  readonly callUri: string;
  readonly callLine: number;
  /** 1-based column of that call in UTF-16 units (0 on the last). */
  readonly callColumn: number;
  /** `direct`, `macro`, `callback`, `via address_space_operations.writepage`; empty on the last. */
  readonly how: string;
  readonly definition: 'function' | 'macro';
  /** The mask on entry under the first mask that was asked for; null where none reaches this hop. */
  readonly mask: MaskAnswer | null;
  /** By mask, as it was asked for. */
  readonly masks: Readonly<Record<string, MaskAnswer | null>>;
  /** The gates that decide whether the call to the next hop is reached. */
  readonly guards: readonly GateAnswer[];
}

export type Verdict = 'open' | 'closed' | 'depends';

export interface PathAnswer {
  readonly verdict: Verdict;
  /** By mask, as it was asked for. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** The guard that closes the path; null where none does. */
  readonly closedAt: GateAnswer | null;
  readonly hops: readonly TraceHopAnswer[];
  /** Gates inside the last function and what it calls directly. */
  readonly gates: readonly GateAnswer[];
}

/** A question that is near another one; fields as in TraceParams. */
export interface TraceInstead {
  readonly from: string;
  readonly to: string;
  readonly via: readonly string[];
  readonly masks: readonly string[];
}

/** Answer of `gfpLens/trace`. */
export interface TraceAnswer {
  /** Of the best path. */
  readonly hops: readonly TraceHopAnswer[];
  readonly paths: readonly PathAnswer[];
  readonly resolved: Readonly<Record<string, string>>;
  /** A sentence where there are no hops. */
  readonly why: string;
  /** What may be asked instead where there are no hops, likeliest first: a name like the one that is not there, the other way round. */
  readonly instead?: readonly TraceInstead[];
  /** A sentence where only a part of the tree has been read, so that a better path may exist; else null. */
  readonly incomplete: string | null;
}

export const TRACE = 'gfpLens/trace';

/** Request `gfpLens/gates`: the gates of a document, with their outcome under each mask. Answers GateAnswer[]. */
export interface GatesParams {
  readonly uri: string;
  readonly masks: readonly string[];
}

export const GATES = 'gfpLens/gates';

/** Request `gfpLens/maskNames`: what a mask picker offers for the tree that holds `uri`: GFP_KERNEL first. Answers MaskName[]. */
export interface MaskNamesParams {
  readonly uri: string;
}

export interface MaskName {
  /** `GFP_NOFS` */
  readonly name: string;
  /** `0xc40` */
  readonly hex: string;
  /** In the tree's own words, or empty. */
  readonly help: string;
}

export const MASK_NAMES = 'gfpLens/maskNames';

/** Request `gfpLens/callersByMask`: the callers of the function at a position, grouped by the mask that they pass. */
export interface CallersByMaskParams {
  readonly uri: string;
  /** 0-based. */
  readonly position: { readonly line: number; readonly character: number };
}

export interface MaskCaller {
  readonly function: string;
  readonly file: string;
  readonly uri: string;
  /** 1-based, of the call. */
  readonly line: number;
  readonly column: number;
}

export interface CallersByMaskAnswer {
  /** Null where the position means no function, or none that is given a mask. */
  readonly function: string | null;
  /** Most callers first. `mask`: `GFP_KERNEL|__GFP_ZERO`, or words where it is none: `its own parameter`, `not known`. */
  readonly groups: readonly {
    readonly mask: string;
    readonly isKnown: boolean;
    readonly callers: readonly MaskCaller[];
  }[];
  readonly incomplete: string | null;
  /** A sentence where there are no groups. */
  readonly why: string;
}

export const CALLERS_BY_MASK = 'gfpLens/callersByMask';

/** Request `gfpLens/functionAt`: the function that a position (0-based) means, as `from` of a trace takes it; null where there is none. */
export interface FunctionAtParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

export const FUNCTION_AT = 'gfpLens/functionAt';

/** Request `gfpLens/functionNames`: defined names that begin with `prefix`, for completion. */
export interface FunctionNamesParams {
  readonly uri: string;
  readonly prefix: string;
}

export const FUNCTION_NAMES = 'gfpLens/functionNames';

/** Request `gfpLens/rebuildIndex`: reads the tree that holds `uri` again, also after its reading was cancelled. */
export interface RebuildIndexParams {
  readonly uri: string;
}

export const REBUILD_INDEX = 'gfpLens/rebuildIndex';

/** Request `gfpLens/stopIndex`: ends the reading of the tree that holds `uri`; what was read goes on answering. */
export const STOP_INDEX = 'gfpLens/stopIndex';

/** `initializationOptions`, all optional; `arch`, `config` and `coexist` are settings too, under `gfpLens`. */
export interface ServerOptions {
  /** Folder of snapshots. */
  readonly cacheDir?: string;
  /** Folder name under `arch/`. */
  readonly arch?: string;
  /** Path of a kernel .config, absolute or relative to the tree; empty: the tree's own. */
  readonly config?: string;
  /** `always`: another tool answers for plain C; definitions, signatures and hovers keep to what it cannot know. */
  readonly coexist?: 'always' | 'never';
  /** What the editor shows beside the code; a setting too. */
  readonly inlayHints?: { readonly masks?: boolean; readonly gates?: boolean };
  readonly codeLens?: boolean;
  /** Diagnostics of docs/HAZARDS.md: none by default; a setting too. */
  readonly hazards?: 'off' | 'mistakes' | 'all';
  /**
   * Commands that the client has for the server's answers: `gfpLens.showCallersOf`, of a code lens, with (uri, position);
   * `gfpLens.explainHazard`, of a code action, with (code of docs/HAZARDS.md).
   */
  readonly commands?: readonly string[];
  /** How long after a save the tree is read again, in milliseconds. */
  readonly refreshAfterMs?: number;
  /** How long after its last document was closed a tree is kept in memory, in milliseconds. */
  readonly releaseAfterMs?: number;
}
