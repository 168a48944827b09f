/** A decoded mask for the terminal. */
import type { DecodeResult } from '../gfp/decode';
import { reclaimEffects } from '../gfp/reclaimEffects';
import { inEnglish, type Say } from '../text/say';

export interface DecodeTextOptions {
  /** Width in columns that sentences are wrapped to; 100 unless told. */
  readonly width?: number;
}

/** Several lines of plain text, with a line break at the end. */
export function decodeText(result: DecodeResult, options: DecodeTextOptions = {}): string {
  const width = Math.max(40, options.width ?? 100);
  const lines = [`${result.hex} = ${result.symbolic}`, `  (${layoutWords(result)})`, ''];
  if (result.flags.length === 0) lines.push('  no flag is set');
  lines.push(...flagLines(result, width));
  if (result.unknownBits !== '0x0') {
    lines.push('', `Bits without a meaning in this kernel: ${result.unknownBits}.`);
  }
  lines.push('', 'This allocation may', ...effectLines(result, width));
  for (const note of assumptionNotes(result)) lines.push('', ...wrap(note, width, ''));
  return `${lines.join('\n')}\n`;
}

/** `Linux 3.10, built-in table`; shared with the hover. */
export function layoutWords(result: DecodeResult, say: Say = inEnglish): string {
  const { source, kernel, file } = result.layout;
  const [, major, build] = (source === 'builtin' ? /^el(\d+)(?:-(\d+))?$/.exec(kernel) : null) ?? [];
  const rhel = build === undefined ? `RHEL ${major}` : say('RHEL {0} (builds to {1})', major ?? '', build);
  const name = major === undefined ? `Linux ${kernel}` : rhel;
  if (source === 'builtin') return say('{0}, built-in table', name);
  return file === null ? say('{0}, read from the tree', name) : say('{0}, read from {1}', name, file);
}

/** The notes of a result, and one sentence about its assumptions where there are some. */
export function assumptionNotes(result: DecodeResult, say: Say = inEnglish): string[] {
  const { assumptions } = result.layout;
  if (assumptions.length === 0) return [...result.notes];
  return [...result.notes, say('Assumed, because no .config tells it: {0}.', assumptions.join(', '))];
}

function flagLines(result: DecodeResult, width: number): string[] {
  const hexWidth = Math.max(0, ...result.flags.map((flag) => flag.hex.length));
  const nameWidth = Math.max(0, ...result.flags.map((flag) => flag.name.length));
  return result.flags.flatMap((flag) => {
    const head = `  ${flag.hex.padStart(hexWidth)}  ${flag.name.padEnd(nameWidth)}  `;
    return wrap(flag.help, width, head);
  });
}

function effectLines(result: DecodeResult, width: number): string[] {
  const effects = reclaimEffects(result.allows);
  const topicWidth = Math.max(...effects.map((effect) => effect.topic.length));
  return effects.flatMap((effect) =>
    wrap(effect.words, width, `  ${effect.allowed ? 'yes' : 'no '}  ${effect.topic.padEnd(topicWidth)}  `),
  );
}

/** Breaks text at blanks; the first line begins with `head`, the others are indented as far. */
function wrap(text: string, width: number, head: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && head.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.map((words, i) => `${i === 0 ? head : ' '.repeat(head.length)}${words}`.trimEnd());
}
