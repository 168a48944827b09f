/** What is known of the gfp mask at a place, for a hover. */
import { allowsOfKnown, type KnownAllows } from '../gfp/allowsOfKnown';
import type { KnownBits } from '../gfp/maskValue';
import { reclaimTopics } from '../gfp/reclaimEffects';
import { toHex, type Vocabulary } from '../gfp/vocabulary';
import { inEnglish, type Say, sayMarked } from '../text/say';
import { type KnownFlags, type KnownMask, knownMask, maskLists } from './knownMask';
import { escapeMarkdown } from './markdownText';
import { TOO_LONG } from './maskText';

/** A note on where bits come from. */
export interface MaskOrigin {
  /** `line 17`, `kmem.h:30`. */
  readonly place: string;
  /** Where it leads to; null for a note without a place. */
  readonly link: string | null;
  /** In the reader's language, or code. */
  readonly what: string;
}

export interface MaskHover {
  /** As it is spelled: `lflags`, `sc->gfp_mask`. */
  readonly expression: string;
  /** True for the value that the expression is given there. */
  readonly isAssigned: boolean;
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
export function maskMarkdown(hover: MaskHover, vocabulary: Vocabulary, say: Say = inEnglish): string {
  const { expression, isAssigned, origins, callers, isComplete } = hover;
  const mask = knownMask(hover.now, vocabulary);
  const name = expression.length > LONGEST_EXPRESSION ? `${expression.slice(0, LONGEST_EXPRESSION)}…` : expression;
  const head = isAssigned
    ? say('**gfp mask** {0} as it is assigned here', code(name))
    : say('**gfp mask** {0}', code(name));
  const parts = [head, valueLines(mask, say)];
  if (isTold(mask)) parts.push(effectsLine(allowsOfKnown(mask.known, vocabulary), say));
  if (callers !== null) parts.push(say('**callers pass** {0}', escapeMarkdown(callers)));
  const shown = origins.slice(-MOST_ORIGINS);
  if (shown.length > 0) parts.push([say('**from**'), ...shown.map((origin) => originLine(origin, say))].join('\n'));
  if (!isComplete) parts.push(`*${sayMarked(say, TOO_LONG)}*`);
  return parts.join('\n\n');
}

function isTold({ report: { set, clear } }: KnownMask): boolean {
  return set.length + clear.length > 0;
}

function valueLines(mask: KnownMask, say: Say): string {
  const { symbolic } = mask.report;
  if (symbolic !== null) return `${code(symbolic)} = ${code(toHex(mask.known.set & 0xffff_ffffn))}`;
  if (!isTold(mask)) return say('No flag is known here.');
  return maskLists(mask)
    .map((list) => `- ${listWords(list, say)}`)
    .join('\n');
}

function listWords({ known, flags }: KnownFlags, say: Say): string {
  const named = flags === 'all others' ? say('all others') : flags.map(code).join(' ');
  if (known === 'unknown') return say('not known: {0}', named);
  return known === 'set' ? say('set: {0}', named) : say('clear: {0}', named);
}

function effectsLine(allows: KnownAllows, say: Say): string {
  return reclaimTopics(say)
    .map(([effect, topic]) => {
      const allowed = allows[effect];
      return `${allowed === null ? '?' : allowed ? '✓' : '✗'} ${topic}`;
    })
    .join(' · ');
}

function originLine({ place, link, what }: MaskOrigin, say: Say): string {
  if (place === '') return `- ${code(what)}`;
  const where = link === null ? escapeMarkdown(place) : `[${escapeMarkdown(place)}](${link})`;
  return `- ${say('{0}: {1}', where, code(what))}`;
}

/** Code in a line; a backtick in it needs a longer fence. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
