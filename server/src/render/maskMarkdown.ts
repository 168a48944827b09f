/** What is known of the gfp mask at a place, for a hover. */
import { allowsOfKnown, type KnownAllows } from '../gfp/allowsOfKnown';
import type { KnownBits } from '../gfp/maskValue';
import { toHex, type Vocabulary } from '../gfp/vocabulary';
import { type KnownMask, knownMask, maskLists } from './knownMask';
import { escapeMarkdown } from './markdownText';
import { TOO_LONG } from './maskText';

/** A note on where bits come from. */
export interface MaskOrigin {
  /** `line 17`, `kmem.h:30`. */
  readonly place: string;
  /** Where it leads to; null for a note without a place. */
  readonly link: string | null;
  readonly what: string;
}

export interface MaskHover {
  /** As it is spelled: `lflags`, `sc->gfp_mask`. */
  readonly expression: string;
  /** Behind the expression, in a few words: `after this line`; or empty. */
  readonly about: string;
  readonly now: KnownBits;
  readonly origins: readonly MaskOrigin[];
  /** What callers pass for this parameter, in one line; null where it is none, or nobody has looked. */
  readonly callers: string | null;
  /** False where the function could not be read to its end. */
  readonly isComplete: boolean;
}

/** Notes on origins that are shown; the oldest ones are left out. */
const MOST_ORIGINS = 6;
const LONGEST_EXPRESSION = 60;

/** GitHub-flavoured markdown: what it is, what is known, what that allows, where it comes from. */
export function maskMarkdown(hover: MaskHover, vocabulary: Vocabulary): string {
  const { expression, about, origins, callers, isComplete } = hover;
  const mask = knownMask(hover.now, vocabulary);
  const name = expression.length > LONGEST_EXPRESSION ? `${expression.slice(0, LONGEST_EXPRESSION)}…` : expression;
  const parts = [`**gfp mask** ${code(name)}${about === '' ? '' : ` ${about}`}`, valueLines(mask)];
  if (isTold(mask)) parts.push(effectsLine(allowsOfKnown(mask.known, vocabulary)));
  if (callers !== null) parts.push(`**callers pass** ${escapeMarkdown(callers)}`);
  const shown = origins.slice(-MOST_ORIGINS);
  if (shown.length > 0) parts.push(['**from**', ...shown.map(originLine)].join('\n'));
  if (!isComplete) parts.push(`*${TOO_LONG}*`);
  return parts.join('\n\n');
}

function isTold({ report: { set, clear } }: KnownMask): boolean {
  return set.length + clear.length > 0;
}

function valueLines(mask: KnownMask): string {
  const { symbolic } = mask.report;
  if (symbolic !== null) return `${code(symbolic)} = ${code(toHex(mask.known.set & 0xffff_ffffn))}`;
  if (!isTold(mask)) return 'No flag is known here.';
  return maskLists(mask)
    .map(({ head, flags }) => `- ${head}: ${flags === 'all others' ? flags : flags.map(code).join(' ')}`)
    .join('\n');
}

/** In the words of `gfp/reclaimEffects.ts`. */
const TOPICS: readonly (readonly [keyof KnownAllows, string])[] = [
  ['directReclaim', 'direct reclaim'],
  ['kswapdReclaim', 'wake kswapd'],
  ['io', 'start I/O'],
  ['fs', 'enter file systems'],
  ['reserves', 'use reserves'],
  ['fail', 'fail'],
];

function effectsLine(allows: KnownAllows): string {
  return TOPICS.map(([effect, topic]) => {
    const allowed = allows[effect];
    return `${allowed === null ? '?' : allowed ? '✓' : '✗'} ${topic}`;
  }).join(' · ');
}

function originLine({ place, link, what }: MaskOrigin): string {
  const where = link === null ? escapeMarkdown(place) : `[${escapeMarkdown(place)}](${link})`;
  return `- ${place === '' ? '' : `${where}: `}${code(what)}`;
}

/** Code in a line; a backtick in it needs a longer fence. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
