import mongoose from 'mongoose';

type Fields = Readonly<Record<string, unknown>>;

/** Copies fields for the store: bytes become the driver's buffers, absent values are left out, everything else stays. */
export function toStore(fields: Fields): Record<string, unknown> {
  return mapDeep(fields, (value) =>
    value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value,
  );
}

/** Copies fields from the store: the driver's binary becomes plain bytes. */
export function fromStore(fields: Fields): Record<string, unknown> {
  return mapDeep(fields, (value) => {
    if (value instanceof mongoose.mongo.Binary) return new Uint8Array(value.buffer.subarray(0, value.position));
    return Buffer.isBuffer(value) ? new Uint8Array(value) : value;
  });
}

function mapDeep(fields: Fields, convert: (value: unknown) => unknown): Record<string, unknown> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, mapValue(value, convert)]));
}

function mapValue(value: unknown, convert: (value: unknown) => unknown): unknown {
  const converted = convert(value);
  if (converted !== value) return converted;
  if (Array.isArray(value)) return value.map((item) => mapValue(item, convert));
  return isPlain(value) ? mapDeep(value, convert) : value;
}

function isPlain(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
