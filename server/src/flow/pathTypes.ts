/** Declared types of access paths. */
import type { CodeNames } from '../index/codeNames';
import type { FileId } from '../index/kernelIndex';
import type { Frame } from './frame';
import { rootOf } from './paths';
import { bareType, typeOf } from './types';

/** Declared type of `sc->gfp_mask`, from that of its root on; null where it is not known. */
export function typeOfPath(path: string, frame: Frame): string | null {
  const { names } = frame.engine.code;
  const root = rootOf(path);
  const rootType = frame.types.get(root) ?? typeOfRoot(root, frame);
  if (rootType === null || root.length === path.length) return rootType;
  const ofTree = fieldTypes.get(names) ?? new Map<FileId, Map<string, string | null>>();
  fieldTypes.set(names, ofTree);
  const ofFile = ofTree.get(frame.file) ?? new Map<string, string | null>();
  ofTree.set(frame.file, ofFile);
  const fields = path.slice(root.length);
  const key = `${rootType} ${fields}`;
  let found = ofFile.get(key);
  if (found === undefined) {
    found = typeBelow(rootType, fields, frame);
    ofFile.set(key, found);
  }
  return found;
}

/** Asked wherever two ways meet. */
const fieldTypes = new WeakMap<CodeNames, Map<FileId, Map<string, string | null>>>();

function typeBelow(rootType: string, fields: string, frame: Frame): string | null {
  const { names } = frame.engine.code;
  let type: string | null = rootType;
  for (const [, field] of fields.matchAll(/(?:->|\.)(\w+)/g)) {
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
