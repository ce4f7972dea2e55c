/** Bytes being written one after the other. */
export interface ByteWriter {
  bytes: Buffer;
  /** Bytes written so far. */
  length: number;
}

/** @param sizeBytes - room to begin with; it grows as needed. */
export function byteWriter(sizeBytes: number): ByteWriter {
  return { bytes: Buffer.allocUnsafe(sizeBytes), length: 0 };
}

/** Makes sure that so many bytes can be written, and answers where. */
export function reserve(writer: ByteWriter, count: number): number {
  const at = writer.length;
  if (at + count > writer.bytes.length) {
    const larger = Buffer.allocUnsafe(Math.max(writer.bytes.length * 2, at + count));
    writer.bytes.copy(larger, 0, 0, at);
    writer.bytes = larger;
  }
  writer.length = at + count;
  return at;
}

// Where to write is found first in each: making room may put other bytes in the place of those at hand.

export function writeByte(writer: ByteWriter, value: number): void {
  const at = reserve(writer, 1);
  writer.bytes[at] = value;
}

export function writeInt64(writer: ByteWriter, value: bigint): void {
  const at = reserve(writer, 8);
  writer.bytes.writeBigInt64BE(value, at);
}

export function writeInt16(writer: ByteWriter, value: number): void {
  const at = reserve(writer, 2);
  writer.bytes[at] = value >>> 8;
  writer.bytes[at + 1] = value;
}

export function writeInt32(writer: ByteWriter, value: number): void {
  setInt32(writer, reserve(writer, 4), value);
}

/** Writes over four bytes written before. */
export function setInt32({ bytes }: ByteWriter, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

// Up to here a loop is faster than a call into the runtime.
const shortLengthMax = 40;

/** Writes text as UTF-8, without its length or an end. */
export function writeUtf8(writer: ByteWriter, text: string): void {
  const at = reserve(writer, text.length * 3);
  const { bytes } = writer;
  let index = 0;
  if (text.length <= shortLengthMax) {
    for (; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) break;
      bytes[at + index] = code;
    }
  }
  writer.length = at + (index === text.length ? index : bytes.write(text, at, 'utf8'));
}

export function writeBuffer(writer: ByteWriter, value: Buffer): void {
  const at = reserve(writer, value.length);
  value.copy(writer.bytes, at);
}
