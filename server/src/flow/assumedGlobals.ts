/** Variables of the tree that have one value for the whole life of a running system. */
import type { DefId } from '../index/kernelIndex';
import type { CodeReader } from '../syntax/codeReader';
import { answersPer } from './answersPer';
import type { Frame } from './frame';

/**
 * Name, the names of which its value is made (none: all flags), and why it is assumed. Learned from the tree this would be: every place that
 * writes it, and when that place runs.
 */
const ASSUMED: readonly { readonly variable: string; readonly value: readonly string[]; readonly why: string }[] = [
  {
    variable: 'gfp_allowed_mask',
    value: [],
    why: 'all bits once the system has booted (kernel_init_freeable() in init/main.c of 2.6.31 to 7.2), less only during suspend',
  },
];

/**
 * The assumed mask of a variable; null where nothing is assumed: in a function that writes it, or tests what is in it, it is the
 * question.
 */
export function assumedMask(variable: string, { engine, calling }: Frame): bigint | null {
  const assumed = ASSUMED.find((one) => one.variable === variable);
  const reading = calling.at(-1);
  if (assumed === undefined || (reading !== undefined && isAsked(variable, reading, engine.code))) return null;
  if (assumed.value.length === 0) return 0xffffffffffffffffn;
  return assumed.value.reduce((mask, name) => mask | (engine.vocabulary.values.get(name) ?? 0n), 0n);
}

const asked = answersPer<string, boolean>();

function isAsked(variable: string, def: DefId, code: CodeReader): boolean {
  return asked(code, `${def} ${variable}`, () =>
    new RegExp(`\\b${variable}\\s*(?:[|&^]?=|&\\s*[(~]*_*GFP_)`).test(code.definitionText(def) ?? ''),
  );
}
