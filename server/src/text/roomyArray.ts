/**
 * Large arrays with room to grow that costs nothing until it is used.
 *
 * Memory that is asked for in pieces of more than 32 MiB comes as pages of its own, which are not there before they are
 * written to and go back to the system at once (glibc, malloc(3): M_MMAP_THRESHOLD grows up to 32 MiB and no further; macOS does
 * the same for far less). Smaller pieces come from heaps that a thread keeps: columns that grow by doubling there leave
 * holes of hundreds of megabytes behind, which count into the peak for the rest of the process.
 */

/** Arrays up to this size are ordinary ones. */
const SMALL_BYTES = 1 << 20;
const OWN_PAGES_BYTES = 33 << 20;
/** Windows counts memory as used when it is asked for. */
const pagesAreLazy = process.platform !== 'win32';

/** Zeroed integers, `length` of them; `roomOf` tells how far they can be extended. */
export function roomyInts(length: number): Int32Array<ArrayBuffer> {
  return new Int32Array(roomyBuffer(length * 4), 0, length);
}

/** Zeroed bytes, as `roomyInts`. */
export function roomyBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(roomyBuffer(length), 0, length);
}

/** The same values and zeros behind them up to `length`: in place where there is room, so `array` must be let go of. */
export function extendedInts(array: Int32Array, length: number): Int32Array {
  const { buffer, byteOffset } = array;
  if (buffer instanceof ArrayBuffer && byteOffset + length * 4 <= buffer.byteLength && isRoomy(buffer))
    return new Int32Array(buffer, byteOffset, length);
  const next = roomyInts(length);
  next.set(array);
  return next;
}

/** As `extendedInts`. */
export function extendedBytes(array: Uint8Array, length: number): Uint8Array {
  const { buffer, byteOffset } = array;
  if (buffer instanceof ArrayBuffer && byteOffset + length <= buffer.byteLength && isRoomy(buffer))
    return new Uint8Array(buffer, byteOffset, length);
  const next = roomyBytes(length);
  next.set(array);
  return next;
}

/** How many elements a column of `length` should be extended to when it is full. */
export function grownLength(length: number, bytesPerElement: number): number {
  const bytes = length * 2 * bytesPerElement;
  if (bytes <= SMALL_BYTES || !pagesAreLazy) return length * 2;
  return Math.max(OWN_PAGES_BYTES, bytes) / bytesPerElement;
}

/** Buffers that were made here have nobody else's values behind an array's end. */
const roomy = new WeakSet<ArrayBuffer>();
const isRoomy = (buffer: ArrayBuffer): boolean => roomy.has(buffer);

function roomyBuffer(bytes: number): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes > SMALL_BYTES && pagesAreLazy ? Math.max(OWN_PAGES_BYTES, bytes) : bytes);
  roomy.add(buffer);
  return buffer;
}
