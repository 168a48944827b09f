import { IntColumn } from '../text/column';
import { roomyInts } from '../text/roomyArray';

/**
 * Types as they are spelled, interned as a tree: nothing is looked up while a file is read, so that `p->ops->f()` costs
 * two nodes here and its struct is found when the whole tree is known.
 */
export enum TypeOp {
  /** Nothing is known: a number, void, or text that could not be read. */
  None = 0,
  /** `struct name` or `union name`; anonymous ones have a made-up name. */
  Tag = 1,
  /** A typedef's name. */
  Typedef = 2,
  /** The type of a variable of the file or the tree. */
  Variable = 3,
  /** What `name(...)` gives; `parent` is the type that its arguments hint at (`container_of(p, struct foo, m)`). */
  Result = 4,
  /** Field `name` of `parent`. */
  Member = 5,
  /** Element or field number `name` of `parent`, by position in an initialiser. */
  Position = 6,
  /** Parameter number `name` of the macro whose body this is. */
  Parameter = 7,
  /** `unsigned int`, as `scalarText` spells it. */
  Scalar = 8,
}

/** True where a node's `name` is a position and no name. */
export const typeNameIsNumber = (op: TypeOp): boolean => op === TypeOp.Position || op === TypeOp.Parameter;

/** Type node ids; 0 is "nothing known". */
export class TypeTable {
  readonly op = new IntColumn();
  readonly parent = new IntColumn();
  readonly name = new IntColumn();
  private slots = new Int32Array(1 << 12).fill(-1);

  constructor() {
    this.op.push(TypeOp.None);
    this.parent.push(0);
    this.name.push(0);
  }

  node(op: TypeOp, parent: number, name: number): number {
    const mask = this.slots.length - 1;
    let slot = hashOf(op, parent, name) & mask;
    for (;;) {
      const id = this.slots[slot]!;
      if (id < 0) break;
      if (this.op.values[id] === op && this.parent.values[id] === parent && this.name.values[id] === name) return id;
      slot = (slot + 1) & mask;
    }
    const id = this.op.push(op);
    this.parent.push(parent);
    this.name.push(name);
    this.slots[slot] = id;
    if (this.op.length * 2 > this.slots.length) this.rehash();
    return id;
  }

  private rehash(): void {
    this.slots = roomyInts(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let id = 1; id < this.op.length; id++) {
      let slot = hashOf(this.op.values[id]!, this.parent.values[id]!, this.name.values[id]!) & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = id;
    }
  }
}

function hashOf(op: number, parent: number, name: number): number {
  let hash = Math.imul(op + 1, 0x9e3779b1) ^ Math.imul(parent + 1, 0x85ebca6b) ^ Math.imul(name + 7, 0xc2b2ae35);
  hash ^= hash >>> 15;
  return hash;
}
