import type { Environment } from './environment';
import { firstValue } from './firstValue';
import type { Frame } from './frame';
import type { Value } from './value';

/**
 * What is known of the fields of an object: those that the function wrote, and those that it was entered with and has not written.
 * Paths are what is behind `object`: `->gfp_mask`, `.gfp_mask`.
 */
export function fieldsOf(object: string, env: Environment, frame: Frame): (readonly [string, Value])[] {
  const fields = [...env.below(object)];
  for (const path of frame.entry.paths.keys()) {
    if (!path.startsWith(object) || env.get(path) !== undefined) continue;
    const rest = path.slice(object.length);
    if (/^(?:->|\.)/.test(rest)) fields.push([rest, firstValue(path, env, frame)]);
  }
  return fields;
}
