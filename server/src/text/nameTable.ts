import { extendedInts, grownLength, roomyBytes, roomyInts } from './roomyArray';

/**
 * Names interned as bytes: no JavaScript string is made until somebody asks for one.
 *
 * Layout: one arena of bytes, `starts[id]..starts[id + 1]` is name `id`; an open-addressing table of ids beside it.
 */
export class NameTable {
  arena: Uint8Array;
  starts: Int32Array;
  size = 0;
  private slots: Int32Array;
  hashes: Int32Array;
  private mask: number;
  /** True for a table over names of another place, until somebody asks for more than a few. */
  private unindexed = false;
  private scans = 0;

  constructor(capacity = 1 << 12) {
    this.arena = roomyBytes(capacity * 12);
    this.starts = roomyInts(capacity + 1);
    this.hashes = roomyInts(capacity);
    this.slots = roomyInts(capacity * 2).fill(-1);
    this.mask = capacity * 2 - 1;
  }

  /** FNV-1a over bytes; the tokenizer computes the same value while it reads an identifier. */
  static hash(bytes: Uint8Array, from: number, to: number): number {
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    return hash;
  }

  /** The id of `bytes[from, to)`, given its hash; a new one where it was not known. */
  intern(bytes: Uint8Array, from: number, to: number, hash: number): number {
    if (this.unindexed) this.index();
    const mixed = hash ^ (hash >>> 15);
    let slot = mixed & this.mask;
    const length = to - from;
    for (;;) {
      const id = this.slots[slot]!;
      if (id < 0) break;
      if (this.hashes[id] === hash) {
        const start = this.starts[id]!;
        if (this.starts[id + 1]! - start === length) {
          let i = 0;
          while (i < length && this.arena[start + i] === bytes[from + i]) i++;
          if (i === length) return id;
        }
      }
      slot = (slot + 1) & this.mask;
    }
    return this.append(bytes, from, length, hash, slot);
  }

  /** True where `bytes[from, to)` is a name of this table. */
  has(bytes: Uint8Array, from: number, to: number, hash: number): boolean {
    if (this.unindexed) this.index();
    const length = to - from;
    let slot = (hash ^ (hash >>> 15)) & this.mask;
    for (;;) {
      const id = this.slots[slot]!;
      if (id < 0) return false;
      if (this.hashes[id] === hash) {
        const start = this.starts[id]!;
        let i = this.starts[id + 1]! - start === length ? 0 : -1;
        if (i === 0) {
          while (i < length && this.arena[start + i] === bytes[from + i]) i++;
          if (i === length) return true;
        }
      }
      slot = (slot + 1) & this.mask;
    }
  }

  internText(text: string): number {
    const bytes = new TextEncoder().encode(text);
    return this.intern(bytes, 0, bytes.length, NameTable.hash(bytes, 0, bytes.length));
  }

  /** The id of a name that is known already, else -1. */
  find(text: string): number {
    const bytes = new TextEncoder().encode(text);
    if (this.unindexed) {
      // Two or three names are found faster by reading the arena than by hashing a million names.
      if (this.scans++ < FEW) return this.scan(bytes);
      this.index();
    }
    const hash = NameTable.hash(bytes, 0, bytes.length);
    let slot = (hash ^ (hash >>> 15)) & this.mask;
    for (;;) {
      const id = this.slots[slot]!;
      if (id < 0) return -1;
      if (this.hashes[id] === hash && this.text(id) === text) return id;
      slot = (slot + 1) & this.mask;
    }
  }

  text(id: number): string {
    return decodeBytes(this.arena, this.starts[id]!, this.starts[id + 1]!);
  }

  /** A table over names that another thread or a snapshot holds as (arena, starts). The arrays are not copied. */
  static over(arena: Uint8Array, starts: Int32Array): NameTable {
    const table = new NameTable(16);
    table.arena = arena;
    table.starts = starts;
    table.size = starts.length - 1;
    table.unindexed = true;
    return table;
  }

  private index(): void {
    const { arena, starts, size } = this;
    this.unindexed = false;
    this.hashes = new Int32Array(size);
    let capacity = 32;
    while (capacity < size * 2) capacity *= 2;
    this.slots = new Int32Array(capacity).fill(-1);
    this.mask = capacity - 1;
    for (let id = 0; id < size; id++) {
      const hash = NameTable.hash(arena, starts[id]!, starts[id + 1]!);
      this.hashes[id] = hash;
      let slot = (hash ^ (hash >>> 15)) & this.mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = id;
    }
  }

  /** The id of a name, found by reading the arena from its beginning; -1 where it is not there. */
  private scan(bytes: Uint8Array): number {
    const { starts, size } = this;
    if (bytes.length === 0) {
      for (let id = 0; id < size; id++) if (starts[id] === starts[id + 1]) return id;
      return -1;
    }
    const end = starts[size]!;
    const { buffer, byteOffset } = this.arena;
    const arena = Buffer.from(buffer, byteOffset, end);
    for (let at = arena.indexOf(bytes); at >= 0; at = arena.indexOf(bytes, at + 1)) {
      let low = 0;
      let high = size;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle]! < at) low = middle + 1;
        else high = middle;
      }
      // Empty names begin where the next one does: the last of those that begin there.
      while (low < size && starts[low + 1] === at) low++;
      if (starts[low] === at && starts[low + 1] === at + bytes.length) return low;
    }
    return -1;
  }

  private append(bytes: Uint8Array, from: number, length: number, hash: number, slot: number): number {
    const id = this.size++;
    if (id + 2 > this.starts.length) this.starts = extendedInts(this.starts, grownLength(this.starts.length, 4));
    if (id + 1 > this.hashes.length) this.hashes = extendedInts(this.hashes, grownLength(this.hashes.length, 4));
    const start = this.starts[id]!;
    if (start + length > this.arena.length) {
      const arena = new Uint8Array(Math.max(grownLength(this.arena.length, 1), start + length));
      arena.set(this.arena);
      this.arena = arena;
    }
    for (let i = 0; i < length; i++) this.arena[start + i] = bytes[from + i]!;
    this.starts[id + 1] = start + length;
    this.hashes[id] = hash;
    this.slots[slot] = id;
    if (this.size * 2 > this.mask) this.rehash();
    return id;
  }

  private rehash(): void {
    const capacity = (this.mask + 1) * 2;
    this.slots = roomyInts(capacity).fill(-1);
    this.mask = capacity - 1;
    for (let id = 0; id < this.size; id++) {
      const hash = this.hashes[id]!;
      let slot = (hash ^ (hash >>> 15)) & this.mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = id;
    }
  }
}

/** How many names a table over foreign arrays looks up without an index. */
const FEW = 3;

const decoder = new TextDecoder();

/** UTF-8 text of a byte range; also where the bytes live in shared memory, which TextDecoder refuses. */
export function decodeBytes(bytes: Uint8Array, from: number, to: number): string {
  if (to - from < 64) {
    let text = '';
    for (let i = from; i < to; i++) {
      const byte = bytes[i]!;
      if (byte > 127) return decoder.decode(bytes.slice(from, to));
      text += String.fromCharCode(byte);
    }
    return text;
  }
  return decoder.decode(bytes.slice(from, to));
}
