import {
  reserve,
  setInt32,
  writeBuffer,
  writeByte,
  writeInt16,
  writeInt32,
  writeInt64,
  writeUtf8,
  type ByteWriter,
} from './byte-writer.js';

/** Types of columns that can be copied. A vector is a map of lexemes to their places (see searchVector). */
export type CopyType =
  | 'uuid'
  | 'text'
  | 'integer'
  | 'bigint'
  | 'boolean'
  | 'timestamptz'
  | 'numeric'
  | 'bytea'
  | 'text[]'
  | 'tsvector'
  | 'jsonb';

/** Writes the bytes of a value that is not null. @throws TypeError when it is not of the type. */
type BodyWriter = (writer: ByteWriter, value: unknown) => void;

/**
 * The function that writes values of a type in the database's binary form, each with its length before it.
 *
 * @throws TypeError by that function, when a value is not of the type: a mistake of ours, never of the data.
 */
export function valueWriter(type: CopyType): (writer: ByteWriter, value: unknown) => void {
  const writeBody = bodyWriters[type];
  return (writer, value) => {
    if (value === null || value === undefined) {
      writeInt32(writer, -1);
      return;
    }
    const at = reserve(writer, 4);
    writeBody(writer, value);
    setInt32(writer, at, writer.length - at - 4);
  };
}

const bodyWriters: Readonly<Record<CopyType, BodyWriter>> = {
  text: (writer, value) => writeUtf8(writer, stringOf(value)),
  uuid: (writer, value) => writeUuid(writer, stringOf(value)),
  numeric: (writer, value) => writeDecimal(writer, stringOf(value)),
  integer(writer, value) {
    if (!Number.isInteger(value)) throw misfit(value, 'an integer');
    writeInt32(writer, Number(value));
  },
  bigint(writer, value) {
    if (!Number.isSafeInteger(value)) throw misfit(value, 'an integer');
    writeInt64(writer, BigInt(Number(value)));
  },
  boolean(writer, value) {
    if (typeof value !== 'boolean') throw misfit(value, 'a boolean');
    writeByte(writer, value ? 1 : 0);
  },
  timestamptz(writer, value) {
    writeInstant(writer, value instanceof Date ? value.getTime() : Date.parse(stringOf(value)));
  },
  bytea(writer, value) {
    if (!Buffer.isBuffer(value)) throw misfit(value, 'bytes');
    writeBuffer(writer, value);
  },
  'text[]'(writer, value) {
    if (!Array.isArray(value)) throw misfit(value, 'a list');
    writeTexts(writer, value);
  },
  jsonb(writer, value) {
    // Version of the binary form; what follows is the text.
    writeByte(writer, 1);
    writeUtf8(writer, JSON.stringify(value));
  },
  tsvector(writer, value) {
    if (!(value instanceof Map)) throw misfit(value, 'a vector');
    writeVector(writer, value);
  },
};

function stringOf(value: unknown): string {
  if (typeof value !== 'string') throw misfit(value, 'text');
  return value;
}

function misfit(value: unknown, expected: string): TypeError {
  return new TypeError(`A ${typeof value} was to be copied where ${expected} belongs.`);
}

// Written digit by digit: a call into the runtime for each of a row's ids would cost more.
function writeUuid(writer: ByteWriter, value: string): void {
  let at = reserve(writer, 16);
  let high = -1;
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code === DASH) continue;
    const digit = hexDigits[code] ?? -1;
    if (digit < 0) throw new TypeError(`${value} is not a UUID.`);
    if (high < 0) high = digit;
    else {
      writer.bytes[at] = high * 16 + digit;
      at += 1;
      high = -1;
    }
  }
  if (at !== writer.length || high >= 0) throw new TypeError(`${value} is not a UUID.`);
}

const DASH = 0x2d;
const hexDigits = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 16; digit += 1) {
  hexDigits[digit.toString(16).charCodeAt(0)] = digit;
  hexDigits[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

const epochMs = Date.UTC(2000, 0, 1);

// Microseconds since 2000, as a 64-bit number. A double holds them exactly for a few centuries around.
function writeInstant(writer: ByteWriter, ms: number): void {
  if (!Number.isFinite(ms)) throw misfit(ms, 'a date');
  const micros = (ms - epochMs) * 1_000;
  if (!Number.isSafeInteger(micros)) {
    writeInt64(writer, BigInt(ms - epochMs) * 1_000n);
    return;
  }
  writeInt32(writer, Math.floor(micros / 0x1_0000_0000));
  writeInt32(writer, micros >>> 0);
}

// Groups of four digits to both sides of the point.
function writeDecimal(writer: ByteWriter, value: string): void {
  const parts = /^(?<minus>-?)(?<whole>\d+)(?:\.(?<fraction>\d+))?$/u.exec(value)?.groups;
  if (parts === undefined) throw new TypeError(`${value} is not a decimal.`);
  const { minus, whole = '', fraction = '' } = parts;
  const left = whole.replace(/^0+/u, '');
  const padded =
    left.padStart(Math.ceil(left.length / 4) * 4, '0') + fraction.padEnd(Math.ceil(fraction.length / 4) * 4, '0');
  const groups = (padded.match(/\d{4}/gu) ?? []).map(Number);
  let weight = Math.ceil(left.length / 4) - 1;
  while (groups[0] === 0) {
    groups.shift();
    weight -= 1;
  }
  while (groups.at(-1) === 0) groups.pop();
  writeInt16(writer, groups.length);
  writeInt16(writer, groups.length === 0 ? 0 : weight);
  writeInt16(writer, minus === '-' && groups.length > 0 ? 0x4000 : 0);
  writeInt16(writer, fraction.length);
  for (const group of groups) writeInt16(writer, group);
}

const textOid = 25;
const writeText = valueWriter('text');

function writeTexts(writer: ByteWriter, values: readonly unknown[]): void {
  writeInt32(writer, values.length === 0 ? 0 : 1);
  writeInt32(writer, 0);
  writeInt32(writer, textOid);
  if (values.length === 0) return;
  writeInt32(writer, values.length);
  writeInt32(writer, 1);
  for (const value of values) writeText(writer, value);
}

// The database sorts the lexemes; they must be distinct, and the places of each in order.
function writeVector(writer: ByteWriter, value: ReadonlyMap<unknown, unknown>): void {
  writeInt32(writer, value.size);
  for (const [lexeme, places] of value) {
    writeUtf8(writer, stringOf(lexeme));
    writeByte(writer, 0);
    if (typeof places === 'number') {
      writeInt16(writer, 1);
      writeInt16(writer, places);
    } else if (Array.isArray(places)) {
      writeInt16(writer, places.length);
      for (const place of places) writeInt16(writer, place);
    } else throw misfit(places, 'a list of places');
  }
}
