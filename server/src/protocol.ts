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

/** Request `gfpLens/trace`: a path between two functions of the tree that holds `uri`. */
export interface TraceParams {
  readonly uri: string;
  readonly from: string;
  readonly to: string;
}

export interface TraceHopAnswer {
  readonly function: string;
  readonly uri: string;
  /** 1-based line of the definition, and of the call to the next hop (0 on the last). */
  readonly line: number;
  readonly callUri: string;
  readonly callLine: number;
  /** 1-based column of that call in UTF-16 units (0 on the last). */
  readonly callColumn: number;
  readonly how: string;
}

/** Answer of `gfpLens/trace`. */
export interface TraceAnswer {
  readonly hops: readonly TraceHopAnswer[];
  readonly resolved: Readonly<Record<string, string>>;
  /** A sentence where there are no hops. */
  readonly why: string;
  /** A sentence where only a part of the tree has been read, so that a better path may exist; else null. */
  readonly incomplete: string | null;
}

export const TRACE = 'gfpLens/trace';

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

/** `initializationOptions`, all optional; `arch` and `config` are settings too, under `gfpLens`. */
export interface ServerOptions {
  /** Folder of snapshots. */
  readonly cacheDir?: string;
  /** Folder name under `arch/`. */
  readonly arch?: string;
  /** Path of a kernel .config, absolute or relative to the tree; empty: the tree's own. */
  readonly config?: string;
  /** How long after a save the tree is read again, in milliseconds. */
  readonly refreshAfterMs?: number;
  /** How long after its last document was closed a tree is kept in memory, in milliseconds. */
  readonly releaseAfterMs?: number;
}
