import type { CallId, CallKind, DefId, FileId, KernelIndex, SlotId } from '../index/kernelIndex';
import { folderOf } from '../tree/treePath';
import type { OutlineCall } from './documentOutline';

/** The definition of an open text in which a call stands. */
export interface OwnCaller {
  readonly file: FileId;
  /** The definition of the index that it replaces. */
  readonly replaces: DefId | undefined;
}

/** What a call of an open text means. */
export interface OwnTarget {
  readonly isCall: boolean;
  readonly callKind: CallKind;
  readonly slot: SlotId | undefined;
  readonly byFieldNameOnly: boolean;
  /** Without those of the slot. */
  readonly targets: readonly DefId[];
}

const NO_CALL: OwnTarget = { isCall: false, callKind: 'direct', slot: undefined, byFieldNameOnly: false, targets: [] };

/**
 * What a call in an open text means. The headers that the text includes are not read again; the index has resolved the
 * same name in the same file before, nearly always, and what it meant there it means here. A name that is new to the
 * file means its own definition, else the one that the tree has.
 */
export function resolveOwnCall(now: KernelIndex, base: KernelIndex, call: OutlineCall, caller: OwnCaller): OwnTarget {
  const sameFile = now
    .lookup(`${now.filePath(caller.file)}:${call.name}`)
    .filter((def) => now.defFile(def) === caller.file);
  const before = knownCall(base, call, caller);
  if (call.kind === 'field') return throughField(base, call, before);
  if (before !== undefined) {
    const targets = now.lookup(call.name).filter(isAmong(base, base.targets(before), now));
    if (targets.length > 0)
      return { ...NO_CALL, isCall: base.isCall(before), callKind: base.callKind(before), targets };
  }
  const targets = sameFile.length > 0 ? sameFile : visible(now, call.name, now.filePath(caller.file));
  const isMacro = targets.some((def) => now.defKind(def) === 'macro');
  if (call.kind === 'call') return { ...NO_CALL, isCall: true, callKind: isMacro ? 'macro' : 'direct', targets };
  if (isMacro) {
    // `current` leads to a call, `NULL` does not.
    return targets.some((def) => leadsOn(now, def))
      ? { ...NO_CALL, isCall: true, callKind: 'macro', targets }
      : NO_CALL;
  }
  const isPassed = call.kind === 'argument' && targets.length > 0;
  return isPassed ? { ...NO_CALL, isCall: true, callKind: 'callback', targets } : NO_CALL;
}

function leadsOn(now: KernelIndex, def: DefId): boolean {
  const { from, to } = now.callsOf(def);
  for (let call = from; call < to; call++) if (now.isCall(call)) return true;
  return false;
}

/** A call of that name in the definition that is replaced, else anywhere in the file, as the index knew it. */
function knownCall(base: KernelIndex, call: OutlineCall, caller: OwnCaller): CallId | undefined {
  const name = base.nameId(call.name);
  if (name === undefined || caller.file >= base.fileCount) return undefined;
  const isField = call.kind === 'field';
  const inDef = (def: DefId): CallId | undefined => {
    const { from, to } = base.callsOf(def);
    for (let each = from; each < to; each++) {
      if (base.callCalleeName(each) !== name || (base.callKind(each) === 'ops') !== isField) continue;
      if (isField || (base.isCall(each) && base.targets(each).length > 0)) return each;
    }
    return undefined;
  };
  const own = caller.replaces === undefined ? undefined : inDef(caller.replaces);
  if (own !== undefined) return own;
  for (const def of base.defsOfFile(caller.file)) {
    const found = inDef(def);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The definitions of `now` that are, or replace, one of `found`. */
function isAmong(base: KernelIndex, found: ArrayLike<DefId>, now: KernelIndex): (def: DefId) => boolean {
  const known = Array.from(found);
  return (def) =>
    known.some(
      (old) =>
        old === def ||
        (def >= base.defCount &&
          base.defName(old) === now.defName(def) &&
          base.filePath(base.defFile(old)) === now.filePath(now.defFile(def))),
    );
}

function throughField(base: KernelIndex, call: OutlineCall, before: CallId | undefined): OwnTarget {
  const known = before === undefined ? undefined : base.callSlot(before);
  if (before !== undefined && known !== undefined) {
    const byFieldNameOnly = base.callIsByFieldNameOnly(before);
    return { ...NO_CALL, isCall: true, callKind: 'ops', slot: known, byFieldNameOnly };
  }
  const slots: SlotId[] = [];
  for (let slot = 0; slot < base.slotCount && slots.length < 2; slot++) {
    if (base.slotName(slot).endsWith(`.${call.name}`) && base.slotFunctions(slot).length > 0) slots.push(slot);
  }
  // Several structs have such a field: which one is known when the file is saved.
  const slot = slots.length === 1 ? slots[0] : undefined;
  return { ...NO_CALL, isCall: true, callKind: 'ops', slot, byFieldNameOnly: slot !== undefined };
}

/** Definitions that a file may mean by a name: no other file's static function, no other architecture's, no tool's. */
function visible(now: KernelIndex, name: string, path: string): readonly DefId[] {
  const place = placeOf(path);
  const found = now.lookup(name).filter((def) => {
    const other = now.filePath(now.defFile(def));
    if (other !== path && !other.endsWith('.h') && (now.defIsStatic(def) || now.defKind(def) === 'macro')) return false;
    return placeOf(other) === '' || placeOf(other) === place;
  });
  if (found.length > 0) return found;
  // `lookup` puts the chosen architecture first.
  const [first] = now
    .lookup(name)
    .filter((def) => !now.defIsStatic(def) || now.filePath(now.defFile(def)).endsWith('.h'));
  return first === undefined ? [] : [first];
}

/** `arch/arm` or `tools` for what stands apart, else empty. */
function placeOf(path: string): string {
  const [top = '', second = ''] = folderOf(path).split('/');
  if (top === 'arch') return `arch/${second}`;
  return ['tools', 'samples', 'scripts', 'Documentation', 'usr'].includes(top) ? top : '';
}
