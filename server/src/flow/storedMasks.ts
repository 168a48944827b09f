/** What a folder's code stores in a field of a gfp type: flags that nobody puts there are clear. */
import { type KnownBits, ofBits } from '../gfp/maskValue';
import { Environment } from './environment';
import type { Engine } from './frame';
import { fileFrame } from './outerFrame';

/** More places than this are not looked at: the field is then taken to hold anything. */
const MOST_STORES = 60;
const EVERY = 0xffffffffffffffffn;

/**
 * A function for `Engine.fieldMask`. It looks at the folder of the code that reads the field, and supposes that the code which stores
 * lies there too, as it does for the fields of allocators (`s->allocflags` in mm/). Bits are known to be clear, never to be set.
 */
export function storedMasks(engine: Engine): FieldMask {
  let answer = fieldMasks.get(engine);
  if (answer === undefined) {
    answer = lookedUp(engine);
    fieldMasks.set(engine, answer);
  }
  return answer;
}

type FieldMask = NonNullable<Engine['fieldMask']>;

const fieldMasks = new WeakMap<Engine, FieldMask>();

function lookedUp(engine: Engine): FieldMask {
  const known = new Map<string, KnownBits | null>();
  return (field, frame) => {
    const path = engine.code.index.filePath(frame.file);
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const key = `${folder} ${field}`;
    let answer = known.get(key);
    if (answer === undefined) {
      // Reading what is stored may read the same field again.
      known.set(key, null);
      answer = inFolder(engine, folder, field);
      known.set(key, answer);
    }
    return answer;
  };
}

function inFolder(engine: Engine, folder: string, field: string): KnownBits | null {
  const { code } = engine;
  const { index } = code;
  let possible = 0n;
  let stores = 0;
  for (let file = 0; file < index.fileCount; file++) {
    const path = index.filePath(file);
    if (!path.startsWith(folder) || path.indexOf('/', folder.length) >= 0) continue;
    const text = code.text(file);
    if (text === null || !text.includes(field)) continue;
    const store = new RegExp(`(?:->|\\.)\\s*${field}\\s*(\\|?)=(?!=)\\s*([^;,{}]+)`, 'g');
    for (const match of text.matchAll(store)) {
      if (++stores > MOST_STORES) return null;
      possible |= bitsOf(engine, file, match[2]!);
      if (possible === EVERY) return null;
    }
    // Its address may be handed to somebody who stores.
    if (new RegExp(`&\\s*\\w+(?:->|\\.)${field}\\b(?!\\s*[&|])`).test(text)) return null;
  }
  return stores === 0 ? null : ofBits(0n, EVERY & ~possible);
}

/** Bits that an expression may have set. */
function bitsOf(engine: Engine, file: number, text: string): bigint {
  const expression = engine.code.expression(text.trim());
  if (expression === null) return EVERY;
  const budget = engine.budget.left;
  const frame = { ...fileFrame(engine, file), constants: true };
  const value = engine.evaluate(expression, Environment.empty(), frame);
  engine.budget.left = Math.max(engine.budget.left, budget - 500);
  return EVERY & ~value.now.clear;
}
