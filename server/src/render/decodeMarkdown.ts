/** A decoded mask for a hover. */
import type { DecodeResult } from '../gfp/decode';
import { reclaimEffects } from '../gfp/reclaimEffects';
import { inEnglish, type Say, sayMarked } from '../text/say';
import { assumptionNotes, layoutWords } from './decodeText';
import { escapeMarkdown } from './markdownText';

export interface DecodeMarkdownOptions {
  /** The one name that the hover stands on, and its help; shown above the table. */
  readonly about?: { readonly name: string; readonly help: string };
  /** Longest help in a row of the table, in UTF-16 units, cut at the end of a sentence; 240 unless told. */
  readonly longestHelp?: number;
  /** A sentence that says why it is read with this kernel; shown above the table. */
  readonly why?: string;
  /** True where the hover of another tool stands beside it: a few lines under the name of GFP Lens. */
  readonly isBeside?: boolean;
  /** The reader's language; English unless told. */
  readonly say?: Say;
}

/** GitHub-flavoured markdown: what the mask is, its flags with their help, what it allows. */
export function decodeMarkdown(result: DecodeResult, options: DecodeMarkdownOptions = {}): string {
  return options.isBeside === true ? fewLines(result, options) : inFull(result, options);
}

function fewLines(result: DecodeResult, { about, say = inEnglish }: DecodeMarkdownOptions): string {
  const parts = [`**GFP Lens** \`${result.symbolic}\` = \`${result.hex}\``, effectLine(result, say)];
  if (about !== undefined && about.help !== '')
    parts.push(escapeMarkdown(firstSentences(sayMarked(say, about.help), 160)));
  for (const note of assumptionNotes(result, say)) parts.push(escapeMarkdown(note));
  return parts.join('\n\n');
}

function inFull(result: DecodeResult, options: DecodeMarkdownOptions): string {
  const longest = options.longestHelp ?? 240;
  const parts = [`\`${result.symbolic}\` = \`${result.hex}\``];
  const { about, why, say = inEnglish } = options;
  parts.push(effectLine(result, say));
  if (why !== undefined) parts.push(escapeMarkdown(why));
  if (about !== undefined && about.help !== '') parts.push(escapeMarkdown(sayMarked(say, about.help)));
  // One row that says the same again would be no table.
  const isToldAbove = about !== undefined && result.flags.length === 1 && result.flags[0]?.name === about.name;
  if (result.flags.length > 0 && !isToldAbove) parts.push(flagTable(result, longest, say));
  if (result.unknownBits !== '0x0')
    parts.push(say('Bits without a meaning in this kernel: {0}.', `\`${result.unknownBits}\``));
  parts.push(effectList(result, say));
  for (const note of assumptionNotes(result, say)) parts.push(escapeMarkdown(note));
  parts.push(`*${escapeMarkdown(layoutWords(result, say))}*`);
  return parts.join('\n\n');
}

function flagTable(result: DecodeResult, longest: number, say: Say): string {
  const rows = result.flags.map(
    ({ name, hex, help }) =>
      `| \`${name}\` | \`${hex}\` | ${escapeMarkdown(firstSentences(withoutName(sayMarked(say, help), name), longest))} |`,
  );
  return [say('| flag | bit | |'), '|---|---|---|', ...rows].join('\n');
}

/** `__GFP_IO can start physical IO.` beside the name: `can start physical IO.` */
function withoutName(help: string, name: string): string {
  return help.startsWith(`${name} `) ? help.slice(name.length + 1) : help;
}

/** All effects at a glance; the sentences follow below the flags. */
function effectLine(result: DecodeResult, say: Say): string {
  return reclaimEffects(result.allows, say)
    .map((effect) => `${effect.allowed ? '✓' : '✗'} ${effect.topic}`)
    .join(' · ');
}

function effectList(result: DecodeResult, say: Say): string {
  return reclaimEffects(result.allows, say)
    .map(
      (effect) => `- ${effect.allowed ? '✓' : '✗'} ${say('**{0}**: {1}', effect.topic, escapeMarkdown(effect.words))}`,
    )
    .join('\n');
}

/** As many whole sentences as fit, and at least a part of the first. */
function firstSentences(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const head = text.slice(0, longest);
  const end = head.lastIndexOf('. ');
  if (end > 0) return head.slice(0, end + 1);
  return `${head.slice(0, Math.max(head.lastIndexOf(' '), 1))} …`;
}
