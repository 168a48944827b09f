import type { CancellationToken } from 'vscode-languageserver';

/** Runs a request's handler; an error is logged and answered with `fallback`, so that input never ends the server. */
export async function runSafe<T>(
  run: () => T | Promise<T>,
  fallback: T,
  what: string,
  log: (text: string) => void,
  token?: CancellationToken,
): Promise<T> {
  if (token?.isCancellationRequested) return fallback;
  try {
    return await run();
  } catch (error) {
    log(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    return fallback;
  }
}
