/** The answer of `mask` for people. */
import type { MaskReport } from '../gfp/maskReport';
import { toSay } from '../text/say';

/** Of a function whose steps were used up. */
export const TOO_LONG = toSay(
  'The function is too long to be read to its end: what one statement leaves to the next is not known.',
);

export interface MaskAtReport {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function: string;
  readonly expression: string;
  readonly mask: MaskReport;
  readonly origins: readonly { readonly file: string; readonly line: number; readonly what: string }[];
  /** Why there may be more to know; absent where there is not. */
  readonly incomplete?: string;
}

/** Several lines, ended by a newline. */
export function maskText(report: MaskAtReport): string {
  const { file, line, column, function: name, expression, mask, origins, incomplete } = report;
  const lines = [`${expression}  in ${name}, ${file}:${line}:${column}`];
  if (mask.symbolic !== null) lines.push(`  ${mask.symbolic}`);
  lines.push(`  set      ${listed(mask.set)}`);
  if (mask.unknown.length > 0) lines.push(`  clear    ${listed(mask.clear)}`, `  unknown  ${listed(mask.unknown)}`);
  if (origins.length > 0) lines.push('  from');
  for (const { file: where, line: at, what } of origins)
    lines.push(`    ${what}${at > 0 ? `  (${where}:${at})` : `  (${where})`}`);
  if (incomplete !== undefined) lines.push(`  ${incomplete}`);
  return `${lines.join('\n')}\n`;
}

function listed(flags: readonly string[]): string {
  return flags.length === 0 ? 'none' : flags.join(' ');
}
