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
  private hashes: Int32Array;
  private mask: number;
  /** Of a table that is only asked. */
  private buckets: NameBuckets | null = null;

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
    return this.slotted(bytes, from, to, hash) >= 0;
  }

  /** Id of `bytes[from, to)` in the table of slots, -1 where it is not there. */
  private slotted(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const length = to - from;
    let slot = (hash ^ (hash >>> 15)) & this.mask;
    for (;;) {
      const id = this.slots[slot]!;
      if (id < 0) return -1;
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
  }

  internText(text: string): number {
    const { bytes, length } = utf8Of(text);
    return this.intern(bytes, 0, length, NameTable.hash(bytes, 0, length));
  }

  /** The id of a name that is known already, else -1. */
  find(text: string): number {
    const { bytes, length } = utf8Of(text);
    const hash = NameTable.hash(bytes, 0, length);
    if (this.buckets !== null) return this.findInBucket(bytes, length, hash, this.buckets);
    return this.slotted(bytes, 0, length, hash);
  }

  text(id: number): string {
    return decodeBytes(this.arena, this.starts[id]!, this.starts[id + 1]!);
  }

  /** Tells whether names begin with `prefix` (not empty), by their bytes: no text is made. */
  beginsWith(prefix: string): (id: number) => boolean {
    const { arena, starts } = this;
    const bytes = encoder.encode(prefix);
    const [first] = bytes;
    return (id) => {
      const start = starts[id]!;
      if (arena[start] !== first || starts[id + 1]! - start < bytes.length) return false;
      for (let i = 1; i < bytes.length; i++) if (arena[start + i] !== bytes[i]) return false;
      return true;
    };
  }

  /**
   * A table for asking, over names that a snapshot holds as (arena, starts) with their buckets. The arrays are not copied;
   * nothing can be interned.
   */
  static over(arena: Uint8Array, starts: Int32Array, buckets: NameBuckets): NameTable {
    const table = new NameTable(16);
    table.arena = arena;
    table.starts = starts;
    table.size = starts.length - 1;
    table.buckets = buckets;
    return table;
  }

  /** Names by their hash, for `over`. */
  toBuckets(): NameBuckets {
    if (this.buckets !== null) return this.buckets;
    const start = new Int32Array(BUCKETS + 1);
    const { hashes, size } = this;
    for (let id = 0; id < size; id++) start[bucketOf(hashes[id]!) + 1]!++;
    for (let bucket = 0; bucket < BUCKETS; bucket++) start[bucket + 1]! += start[bucket]!;
    const next = start.slice();
    const id = new Int32Array(size);
    for (let name = 0; name < size; name++) id[next[bucketOf(hashes[name]!)]!++] = name;
    return { start, id };
  }

  private findInBucket(bytes: Uint8Array, length: number, hash: number, { start, id }: NameBuckets): number {
    const bucket = bucketOf(hash);
    for (let at = start[bucket]!; at < start[bucket + 1]!; at++) {
      const name = id[at]!;
      const from = this.starts[name]!;
      if (this.starts[name + 1]! - from !== length) continue;
      let i = 0;
      while (i < length && this.arena[from + i] === bytes[i]) i++;
      if (i === length) return name;
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

/** Ids of names grouped by hash: those of bucket b are `id[start[b], start[b + 1])`, ascending. */
export interface NameBuckets {
  readonly start: Int32Array;
  readonly id: Int32Array;
}

/** About seven names of a kernel tree each. */
const BUCKETS = 1 << 18;
const bucketOf = (hash: number): number => (hash ^ (hash >>> 15)) & (BUCKETS - 1);

const encoder = new TextEncoder();
/** Where short texts are turned into bytes: millions of names are looked up, and none needs an array of its own. */
const scratch = new Uint8Array(256);

/** UTF-8 of a text; the bytes are good until the next call. */
function utf8Of(text: string): { readonly bytes: Uint8Array; readonly length: number } {
  const { length } = text;
  if (length > scratch.length) return encoded(text);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return encoded(text);
    scratch[i] = code;
  }
  return { bytes: scratch, length };
}

function encoded(text: string): { readonly bytes: Uint8Array; readonly length: number } {
  const bytes = encoder.encode(text);
  return { bytes, length: bytes.length };
}

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
