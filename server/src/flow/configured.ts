/** Conditions of `#if` inside of functions: what those are that only constants of the tree decide (`#if PAGE_SIZE > 4096`). */
import type { FileId } from '../index/kernelIndex';
import { answersPer } from './answersPer';
import { Environment } from './environment';
import type { Engine } from './frame';
import { fileFrame } from './outerFrame';
import { unknownValue, type Value } from './value';

const answers = answersPer<string, Value>({ answer: unknownValue });

/** The value of the condition in a file; not known where it asks for symbols that nobody told, or for what is defined. */
export function configuredValue(condition: string, file: FileId, engine: Engine): Value {
  // What is defined is not said by a value; and a name that is none is 0 only to the preprocessor.
  if (/\bdefined\b|\bCONFIG_|\b__has_/.test(condition)) return unknownValue;
  return answers(engine.code, `${file} ${condition}`, () => {
    const expression = engine.code.expression(condition);
    if (expression === null) return unknownValue;
    return engine.evaluate(expression, Environment.empty(), { ...fileFrame(engine, file), constants: true });
  });
}
