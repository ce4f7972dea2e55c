import { pictureExtension } from './pictures.js';

/**
 * A picture without what its file says of place, time, camera and people: EXIF, XMP, IPTC, comments, and what follows the picture. How
 * it is to be turned and its colours stay. What cannot be read as such a file is left as it is.
 */
export function withoutMetadata(bytes: Buffer): Buffer {
  const extension = pictureExtension(bytes);
  if (extension === 'jpg') return ofJpeg(bytes);
  if (extension === 'png') return ofPng(bytes);
  return extension === 'webp' ? ofWebp(bytes) : bytes;
}

const [startOfScan, endOfImage, comment, app1] = [0xda, 0xd9, 0xfe, 0xe1];

function ofJpeg(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== endOfImage) {
    const marker = bytes[at + 1] ?? 0;
    // A marker may have any number of these before it.
    const end = marker === 0xff ? at + 1 : at + 2 + bytes.readUInt16BE(at + 2);
    const next = marker === startOfScan ? endOfScan(bytes, end) : end;
    const segment = bytes.subarray(at, next);
    kept.push(marker === 0xff ? Buffer.alloc(0) : ofSegment(marker, segment));
    at = next;
  }
  const isWhole = bytes[at] === 0xff && bytes[at + 1] === endOfImage;
  return Buffer.concat([...kept, isWhole ? bytes.subarray(at, at + 2) : bytes.subarray(at)]);
}

/** A marker ends the data of a scan: 0xff is followed there by zero or the number of a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

/** Of data for applications only density, colours and how the picture is to be turned are kept. */
function ofSegment(marker: number, segment: Buffer): Buffer {
  const isColour = marker === 0xee || (marker === 0xe2 && segment.toString('latin1', 4, 15) === 'ICC_PROFILE');
  if ((marker < 0xe0 || marker > 0xef || marker === 0xe0 || isColour) && marker !== comment) return segment;
  const turn = marker === app1 && segment.toString('latin1', 4, 8) === 'Exif' ? turnIn(segment.subarray(10)) : 0;
  if (turn < 2 || turn > 8) return Buffer.alloc(0);
  // A directory with one entry: 0x0112, a short, one of it.
  return Buffer.from(`ffe100224578696600004d4d002a0000000800010112000300000001000${turn}${'0'.repeat(12)}`, 'hex');
}

/** The orientation in the first directory of a TIFF; 0 when it states none. */
function turnIn(tiff: Buffer): number {
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const directory = short(isLittle ? 4 : 6);
  const entries = Array.from({ length: short(directory) }, (_, index) => directory + 2 + 12 * index);
  const entry = entries.find((at) => short(at) === 0x0112);
  return entry === undefined ? 0 : short(entry + 8);
}

const textsOfPng = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

function ofPng(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 8)];
  let at = 8;
  for (let isOver = false; !isOver && at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (!textsOfPng.has(kind)) kept.push(bytes.subarray(at, end));
    isOver = kind === 'IEND';
    at = isOver ? bytes.length : end;
  }
  return Buffer.concat([...kept, bytes.subarray(at)]);
}

function ofWebp(bytes: Buffer): Buffer {
  const kept: Buffer[] = [];
  let at = 12;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    const kind = bytes.toString('latin1', at, at + 4);
    const chunk = Buffer.from(bytes.subarray(at, end));
    // The flags say that there is EXIF or XMP.
    if (kind === 'VP8X' && chunk.length > 8) chunk.writeUInt8(chunk.readUInt8(8) & ~0b1100, 8);
    if (kind !== 'EXIF' && kind !== 'XMP ') kept.push(chunk);
    at = end;
  }
  const body = Buffer.concat([...kept, bytes.subarray(at)]);
  if (body.length + 12 === bytes.length) return bytes;
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}
