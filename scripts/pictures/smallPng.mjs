// The same picture in fewer bytes: the browser compresses its screenshots in a hurry.
import { constants, crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * The bytes of a PNG with 8 bits a channel, without alpha where nothing is translucent, compressed as well as zlib can. Flat colours and
 * letters go best unfiltered. Gives the same bytes back for any other kind of PNG.
 */
export function smallPng(bytes) {
  const { header, pixels } = chunksOf(bytes);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colours, , , interlaced] = header.subarray(8);
  const channels = { 2: 3, 6: 4 }[colours];
  if (depth !== 8 || channels === undefined || interlaced !== 0) return bytes;
  const rows = unfiltered(inflateSync(pixels), width * channels, height, channels);
  const isOpaque = channels === 3 || rows.every((row) => row.every((value, at) => at % 4 !== 3 || value === 255));
  const kept = isOpaque && channels === 4 ? rows.map((row) => row.filter((_, at) => at % 4 !== 3)) : rows;
  const plain = Buffer.concat(kept.flatMap((row) => [Buffer.of(0), row]));
  const head = Buffer.from(header);
  head[9] = isOpaque ? 2 : 6;
  const packed = deflateSync(plain, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 });
  const small = Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', packed), chunk('IEND', Buffer.alloc(0))]);
  return small.length < bytes.length ? small : bytes;
}

function chunksOf(bytes) {
  const pixels = [];
  let header = null;
  for (let at = SIGNATURE.length; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = content;
    if (type === 'IDAT') pixels.push(content);
    at += length + 12;
  }
  return { header, pixels: Buffer.concat(pixels) };
}

/** Rows of plain bytes; the five filters are those of the PNG specification, section 9. */
function unfiltered(filtered, stride, height, step) {
  const rows = [];
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const from = y * (stride + 1);
    const filter = filtered[from];
    const row = Uint8Array.from(filtered.subarray(from + 1, from + 1 + stride));
    for (let x = 0; x < stride; x++) {
      const [left, up, corner] = [x < step ? 0 : row[x - step], above[x], x < step ? 0 : above[x - step]];
      row[x] += [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter];
    }
    rows.push(row);
    above = row;
  }
  return rows;
}

/** Paeth's predictor. */
function nearest(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function chunk(type, content) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
