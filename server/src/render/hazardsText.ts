/** The answer of `hazards` for people. */

/** One hazard as the command line tells it. */
export interface HazardReport {
  /** Relative to the tree. */
  readonly file: string;
  /** 1-based; columns in UTF-16 units, `endColumn` one past the last. */
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly function: string;
  readonly code: string;
  readonly message: string;
  /** Another line of the file that the message speaks of. */
  readonly related: { readonly line: number; readonly message: string } | null;
  /** What a quick fix would do. */
  readonly fix: string | null;
}

/** In the form in which compilers warn, which editors and CI read; ended by a newline. */
export function hazardsText(hazards: readonly HazardReport[]): string {
  const lines = hazards.flatMap(({ file, line, column, function: name, code, message, related }) => [
    `${file}:${line}:${column}: ${message} [${code}] in ${name}`,
    ...(related === null ? [] : [`${file}:${related.line}: note: ${related.message}`]),
  ]);
  return `${[...lines, `${hazards.length} ${hazards.length === 1 ? 'hazard' : 'hazards'}`].join('\n')}\n`;
}
