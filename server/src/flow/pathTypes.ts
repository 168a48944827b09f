/** Declared types of access paths. */
import type { Frame } from './frame';
import { rootOf } from './paths';
import { bareType, typeOf } from './types';

/** Declared type of `sc->gfp_mask`, from that of its root on; null where it is not known. */
export function typeOfPath(path: string, frame: Frame): string | null {
  const { names } = frame.engine.code;
  const root = rootOf(path);
  let type: string | null = frame.types.get(root) ?? typeOfRoot(root, frame);
  for (const [, field] of path.slice(root.length).matchAll(/(?:->|\.)(\w+)/g)) {
    if (type === null) return null;
    type = names.fieldType(bareType(type), field!, frame.file);
  }
  return type;
}

/** A variable of the tree, or a macro that stands for one: `current`. */
function typeOfRoot(root: string, frame: Frame): string | null {
  const { code } = frame.engine;
  const variable = code.names.variableType(root, frame.file);
  if (variable !== null) return variable;
  const [def] = code.names.definitions(root, frame.file);
  if (def === undefined || code.index.defKind(def) !== 'macro') return null;
  const macro = code.macroSyntax(def);
  if (macro?.parameters !== null || macro.body.kind !== 'expression' || macro.body.expression.kind === 'name')
    return null;
  return typeOf(macro.body.expression, frame);
}
