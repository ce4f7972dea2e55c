import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { dictionary1 } from './dictionary-1.js';

// The first byte of what is compressed: the number of its dictionary. No JSON begins with it, in any encoding.
const marks = { dictionary1: 0x01 } as const;
const dictionary = Buffer.from(dictionary1, 'latin1');

/**
 * The bytes under which a release is stored: compressed, where that saves any. A release is too small to be compressed by
 * itself, and the database does not compress rows below 2 KB at all: what releases have in common is known beforehand.
 */
export function packRelease(raw: Buffer): Buffer {
  const packed = deflateRawSync(raw, { dictionary });
  return packed.length + 1 < raw.length ? Buffer.concat([Buffer.of(marks.dictionary1), packed]) : raw;
}

/**
 * The release as published, out of what is stored: byte for byte what `packRelease` was given. Releases stored before there
 * was compression are stored as published.
 */
export function unpackRelease(stored: Uint8Array): Buffer {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  return bytes[0] === marks.dictionary1 ? inflateRawSync(bytes.subarray(1), { dictionary }) : bytes;
}
