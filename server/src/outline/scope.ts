import { roomyInts } from '../text/roomyArray';

/**
 * Names that mean a local variable or parameter in the function being read, with their declared types.
 * Stamps instead of clearing: a name is local when its stamp is the current function's.
 */
export class LocalScope {
  private stamp = new Int32Array(1 << 12);
  private type = new Int32Array(1 << 12);
  /** For a local that was given a field's value: base type node and field name. */
  private slotBase = new Int32Array(1 << 12);
  private slotField = new Int32Array(1 << 12);
  private seen = new Int32Array(1 << 12);
  private parameter = new Int32Array(1 << 12);
  private serial = 0;

  /** Forgets everything; name ids below `nameCount` can be asked for afterwards. */
  enter(nameCount: number): void {
    if (nameCount > this.stamp.length) {
      const size = Math.max(nameCount, this.stamp.length * 2);
      for (const key of ['stamp', 'type', 'slotBase', 'slotField', 'seen', 'parameter'] as const) {
        const next = roomyInts(size);
        next.set(this[key]);
        this[key] = next;
      }
    }
    this.serial++;
  }

  declare(name: number, type: number): void {
    this.stamp[name] = this.serial;
    this.type[name] = type;
    this.slotField[name] = -1;
    this.parameter[name] = -1;
  }

  declareMacroParameter(name: number, position: number, type: number): void {
    this.declare(name, type);
    this.parameter[name] = position;
  }

  isLocal(name: number): boolean {
    return this.stamp[name] === this.serial;
  }

  typeOf(name: number): number {
    return this.type[name]!;
  }

  /** Number of the macro parameter of that name, -1 where it is none. */
  parameterOf(name: number): number {
    return this.stamp[name] === this.serial ? this.parameter[name]! : -1;
  }

  holdField(name: number, base: number, field: number): void {
    this.slotBase[name] = base;
    this.slotField[name] = field;
  }

  heldField(name: number): { base: number; field: number } | undefined {
    if (!this.isLocal(name) || this.slotField[name]! < 0) return undefined;
    return { base: this.slotBase[name]!, field: this.slotField[name]! };
  }

  /** True the first time a name is asked for since `enter`. */
  firstUse(name: number): boolean {
    if (this.seen[name] === this.serial) return false;
    this.seen[name] = this.serial;
    return true;
  }
}
