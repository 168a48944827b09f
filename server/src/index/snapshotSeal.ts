/**
 * The seal: 64 bytes that tell a complete, undamaged snapshot from anything else before a byte of it is interpreted.
 *
 * It is the values buffer of the last column (`__seal`, list of uint32), so the file stays plain Arrow. An Arrow file
 * ends with `[last body buffer][8 bytes end of stream][footer][int32 length of footer]["ARROW1"]`: the seal is found from
 * the end by that length alone. Its words:
 *
 * | words | what |
 * |---|---|
 * | 0, 1 | `GFPLSEAL` |
 * | 2 | format version |
 * | 3, 4 | size of the file, low and high word |
 * | 5..8 | checksum of every byte of the file outside the seal |
 * | 9..15 | 0 |
 */
import { newWordChecksum } from './wordChecksum';

/** Raised when a reader of the older layout would go wrong; the columns' own meaning has its version in the metadata. */
export const SNAPSHOT_FORMAT = 1;
export const SEAL_COLUMN = '__seal';
export const SEAL_WORDS = 16;
const SEAL_BYTES = SEAL_WORDS * 4;
/** `GFPL`, `SEAL` as little-endian words. */
const MAGIC: readonly [number, number] = [0x4c504647, 0x4c414553];
const ARROW_MAGIC = 'ARROW1';
/** int32 length of the footer, then the magic. */
const TAIL_BYTES = 4 + ARROW_MAGIC.length;
const END_OF_STREAM_BYTES = 8;

/** The column as it is first written: all zero but magic and version, to be overwritten when the rest is known. */
export function emptySeal(): Uint32Array {
  const seal = new Uint32Array(SEAL_WORDS);
  seal.set([...MAGIC, SNAPSHOT_FORMAT]);
  return seal;
}

/**
 * @param size of the whole file in bytes
 * @param checksum four words over every byte outside the seal
 */
export function fullSeal(size: number, checksum: Uint32Array): Uint32Array {
  const seal = emptySeal();
  seal.set([size % 2 ** 32, Math.floor(size / 2 ** 32), ...checksum], 3);
  return seal;
}

/** Offset of the seal in a file, out of its size and its last 10 bytes or more; null where they can't be a snapshot's. */
export function sealOffset(fileSize: number, tail: Uint8Array): number | null {
  if (tail.length < TAIL_BYTES) return null;
  const magicAt = tail.length - ARROW_MAGIC.length;
  for (let i = 0; i < ARROW_MAGIC.length; i++) if (tail[magicAt + i] !== ARROW_MAGIC.charCodeAt(i)) return null;
  const footerBytes = new DataView(tail.buffer, tail.byteOffset).getInt32(magicAt - 4, true);
  const offset = fileSize - TAIL_BYTES - footerBytes - END_OF_STREAM_BYTES - SEAL_BYTES;
  return footerBytes > 0 && offset >= 8 && offset % 8 === 0 ? offset : null;
}

/**
 * Checks a whole file; null where all is well, else why not, as one sentence.
 *
 * A file that passes is byte for byte what was written, so that its flatbuffers can be read without distrust.
 */
export function checkSeal(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'The snapshot is empty.';
  if (bytes.length < 8 || String.fromCharCode(...bytes.subarray(0, 6)) !== ARROW_MAGIC) {
    return 'The file is no Arrow file.';
  }
  const offset = sealOffset(bytes.length, bytes);
  if (offset === null) return 'The snapshot is truncated or damaged at its end.';
  const seal = new DataView(bytes.buffer, bytes.byteOffset + offset, SEAL_BYTES);
  const word = (index: number): number => seal.getUint32(index * 4, true);
  if (word(0) !== MAGIC[0] || word(1) !== MAGIC[1])
    return 'The file is an Arrow file but no snapshot, or it is damaged.';
  if (word(2) !== SNAPSHOT_FORMAT) {
    return `The snapshot has format ${word(2)}, and this program reads format ${SNAPSHOT_FORMAT}.`;
  }
  const size = word(3) + word(4) * 2 ** 32;
  if (size !== bytes.length) return `The snapshot is damaged: ${bytes.length} bytes instead of ${size}.`;
  const checksum = newWordChecksum();
  checksum.update(bytes.subarray(0, offset));
  checksum.update(bytes.subarray(offset + SEAL_BYTES));
  const found = checksum.finish();
  for (let i = 0; i < found.length; i++) {
    if (found[i] !== word(5 + i)) return 'The snapshot is damaged: its checksum does not fit its content.';
  }
  for (let i = 9; i < SEAL_WORDS; i++)
    if (word(i) !== 0) return 'The snapshot is damaged: its seal is not empty at its end.';
  return null;
}
