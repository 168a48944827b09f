/**
 * Macros that only text can expand: those that paste (`##`), ask for optional arguments (`__VA_OPT__`) or are given empty ones, as
 * `default_gfp()` of 7.2 is. What comes out is an expression in the terms of the function that uses the macro.
 */
import type { DefId } from '../index/kernelIndex';
import type { MacroSyntax } from '../syntax/ast';
import { argumentsIn } from './definitionTexts';
import type { Frame, Thunk } from './frame';

/** Longer texts, and deeper nesting, are given up. */
const LONGEST = 8192;
const MAX_DEPTH = 12;

export interface TextMacro {
  readonly parameters: readonly string[];
  /** Name that stands for the remaining arguments, null where there are none. */
  readonly rest: string | null;
  readonly body: string;
}

/** Name of the parameter that takes the remaining arguments: `__VA_ARGS__`, or GNU's `args...`; null where there is none. */
export function restName(macro: MacroSyntax, def: DefId, frame: Frame): string | null {
  return macro.isVariadic ? (textOf(macro, def, frame)?.rest ?? '__VA_ARGS__') : null;
}

const needing = new WeakMap<MacroSyntax, boolean>();

/** True where a body can be expanded as text alone. */
export function needsText(macro: MacroSyntax, def: DefId, frame: Frame): boolean {
  const { body } = macro;
  if (body.kind === 'other') return true;
  if (!macro.isVariadic && body.kind !== 'expression') return false;
  let answer = needing.get(macro);
  if (answer === undefined) {
    const text = textOf(macro, def, frame)?.body ?? '';
    answer = text.includes('##') || (macro.isVariadic && text.includes('__VA_OPT__'));
    needing.set(macro, answer);
  }
  return answer;
}

/** The text of `call` with its macro, and those in it that need it, expanded; null where that fails. */
export function expandedText(macro: MacroSyntax, def: DefId, args: readonly Thunk[], frame: Frame): string | null {
  const text = textOf(macro, def, frame);
  const written = args.map((arg) => argumentText(arg, 0));
  if (text === null || written.some((one) => one === null)) return null;
  const once = substituted(text, written as string[]);
  return once === null ? null : rescanned(once, frame, new Set([macro.name]), 0);
}

const texts = new WeakMap<MacroSyntax, TextMacro | null>();

function textOf(macro: MacroSyntax, def: DefId, frame: Frame): TextMacro | null {
  let text = texts.get(macro);
  if (text === undefined) {
    text = readText(macro, def, frame);
    texts.set(macro, text);
  }
  return text;
}

function readText({ start, end }: MacroSyntax, def: DefId, frame: Frame): TextMacro | null {
  const { code } = frame.engine;
  const source = code
    .text(code.index.defFile(def))
    ?.slice(start, end)
    .replace(/\\\r?\n/g, ' ');
  return source === undefined ? null : textMacro(source);
}

/** A definition's text without line continuations; null where it is none. */
export function textMacro(source: string): TextMacro | null {
  const head = /^\s*(?:#\s*define\s+)?\w+(?:\(([^)]*)\))?/.exec(source);
  if (head === null) return null;
  const body = source
    .slice(head[0].length)
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\/\/.*$/, '')
    .trim();
  const written = (head[1] ?? '').split(',').map((one) => one.trim());
  const last = written.at(-1) ?? '';
  const rest = last === '...' ? '__VA_ARGS__' : last.endsWith('...') ? last.slice(0, -3).trim() : null;
  return { parameters: (rest === null ? written : written.slice(0, -1)).filter((one) => one !== ''), rest, body };
}

/** An argument as it stands in the source, with the parameters of a macro around it replaced. */
function argumentText({ expression, frame }: Thunk, depth: number): string | null {
  const { code } = frame.engine;
  const text = code.text(frame.textFile)?.slice(expression.start, expression.end);
  if (text === undefined || depth > MAX_DEPTH) return null;
  const { macro } = frame;
  if (macro === null || macro.args.size === 0) return text;
  return text.replace(/[A-Za-z_]\w*/g, (word) => {
    const thunk = macro.args.get(word);
    return thunk === undefined ? word : (argumentText(thunk, depth + 1) ?? word);
  });
}

function substituted({ parameters, rest, body }: TextMacro, args: readonly string[]): string | null {
  const remaining = args.slice(parameters.length).filter((one) => one.trim() !== '');
  let text = body;
  if (rest !== null) {
    if (remaining.length === 0) text = text.replace(new RegExp(`,\\s*##\\s*${rest}\\b`, 'g'), '');
    text = text.replace(/__VA_OPT__\s*\(([^()]*)\)/g, remaining.length === 0 ? '' : '$1');
  }
  text = text.replace(/\s*##\s*/g, (paste, at: number) => (/,\s*$/.test(text.slice(0, at)) ? ' ' : paste.trim()));
  const result = text.replace(/[A-Za-z_]\w*/g, (word) => {
    if (word === rest) return remaining.join(', ');
    const at = parameters.indexOf(word);
    return at < 0 ? word : (args[at] ?? '');
  });
  return result.length > LONGEST ? null : result.replace(/##/g, '');
}

/** Expands the macros of a text that need it: those that paste, and those that are given an empty argument. */
function rescanned(text: string, frame: Frame, active: ReadonlySet<string>, depth: number): string | null {
  if (depth > MAX_DEPTH || text.length > LONGEST) return null;
  const { code } = frame.engine;
  for (const match of text.matchAll(/([A-Za-z_]\w*)\s*\(/g)) {
    const name = match[1]!;
    if (active.has(name)) continue;
    const args = argumentsIn(text, match.index + match[0].length);
    if (args === null) continue;
    const [def] = code.names.definitions(name, frame.file);
    if (def === undefined || code.index.defKind(def) !== 'macro') continue;
    const macro = code.macroSyntax(def);
    if (macro?.parameters === null || macro === null || macro === undefined) continue;
    if (!needsText(macro, def, frame) && !args.list.some((one) => one.text.trim() === '')) continue;
    const source = textOf(macro, def, frame);
    const once =
      source === null
        ? null
        : substituted(
            source,
            args.list.map((one) => one.text),
          );
    if (once === null) return null;
    const whole = `${text.slice(0, match.index)}${once}${text.slice(args.end)}`;
    return rescanned(whole, frame, new Set([...active, name]), depth + 1);
  }
  return text;
}
