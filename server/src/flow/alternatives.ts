/** A helper that is there twice, in `#ifdef` and `#else`, of which the configuration that is assumed has one. */
import type { DefId } from '../index/kernelIndex';
import type { Frame } from './frame';
import type { Origin } from './origins';

/** The definitions of the same name in the same file that only an assumption leaves out. */
export function leftOut(def: DefId, frame: Frame): readonly DefId[] {
  const { index } = frame.engine.code;
  const condition = index.defCondition(def);
  if (condition === null || !isAssumed(condition, frame)) return [];
  // Code under the same condition has no choice.
  const around = frame.calling.map((caller) => index.defCondition(caller) ?? '');
  if (symbolsIn(condition).some((symbol) => around.some((text) => symbolsIn(text).includes(symbol)))) return [];
  const name = index.nameId(index.defName(def));
  if (name === undefined) return [];
  return index
    .defsOfName(name)
    .filter(
      (other) =>
        other !== def &&
        index.defKind(other) === 'function' &&
        index.defFile(other) === index.defFile(def) &&
        index.defIsExcluded(other),
    );
}

/** What to say of a value that another configuration would make another one. */
export function assumptionOf(def: DefId, frame: Frame): Origin {
  const { code } = frame.engine;
  const assumes = inShort(code.index.defCondition(def) ?? '');
  const of = code.index.defName(def);
  const what = `${of}: as with ${assumes}, which is assumed`;
  const at = code.functionSyntax(def)?.start ?? -1;
  return { file: code.index.defFile(def), at, what, sentence: { kind: 'assumed', of }, assumes };
}

function isAssumed(condition: string, { engine }: Frame): boolean {
  return symbolsIn(condition).some((symbol) => engine.vocabulary.config(symbol) === undefined);
}

function symbolsIn(condition: string): readonly string[] {
  return condition.match(/\bCONFIG_\w+/g) ?? [];
}

/** `CONFIG_X=y` where one symbol decides. */
function inShort(condition: string): string {
  const [, not, symbol] = /^(!?)\(?(?:defined|IS_ENABLED)\((CONFIG_\w+)\)\)?$/.exec(condition) ?? [];
  return symbol === undefined ? condition : `${symbol}=${not === '!' ? 'n' : 'y'}`;
}
