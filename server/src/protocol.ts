/** Custom messages between the server and a client, beyond the language server protocol. */

/** Notification `gfpLens/indexState`: what the index of a tree is doing. */
export interface IndexState {
  readonly root: string;
  readonly state: 'reading' | 'linking' | 'ready' | 'problem';
  readonly done: number;
  readonly total: number;
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
}

export const TRACE = 'gfpLens/trace';

/** Request `gfpLens/functionNames`: defined names that begin with `prefix`, for completion. */
export interface FunctionNamesParams {
  readonly uri: string;
  readonly prefix: string;
}

export const FUNCTION_NAMES = 'gfpLens/functionNames';
