import { createHash } from 'node:crypto';
import { wrongValue, type HubError } from '../../errors/errors.js';
import { isUuid } from '../../values/values.js';

/** The id that clients see: the type and the row's UUID, base64url, as Relay expects. */
export function encodeId(typeName: string, uuidText: string): string {
  return Buffer.from(`${typeName}:${uuidText}`).toString('base64url');
}

/**
 * The UUID in a client's id of the expected type.
 * @throws HubError `BAD_USER_INPUT` when the id is malformed or of another type; an id that is well
 * formed but names nothing is not this function's concern.
 */
export function decodeId(typeName: string, id: string): string {
  const row = decodeIdOrNull(typeName, id);
  if (row !== null) return row;
  throw wrongId(typeName, id);
}

/** The error for an id that is malformed or of another type; where it was sent is found by its text. */
export function wrongId(typeName: string, id: string): HubError {
  return wrongValue(id, `This is not the id of a ${typeName}. Pass an id exactly as the API returned it.`);
}

/** As `decodeId`, but null for an id that is malformed or of another type. */
export function decodeIdOrNull(typeName: string, id: string): string | null {
  if (id.length > 200) return null;
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const prefix = `${typeName}:`;
  if (!text.startsWith(prefix)) return null;
  const row = text.slice(prefix.length);
  // Re-encoding refuses the many spellings that base64 decoders forgive.
  return isUuid(row) && encodeId(typeName, row) === id ? row : null;
}

/** A thing without a row's UUID of its own: the row that it belongs to, and which of that row's things it is. */
export interface PartId {
  readonly row: string;
  /** A number, or the digest of its keys (see {@link digestOf}). */
  readonly part: string;
}

/** The id that clients see of a part of a row. */
export function encodePartId(typeName: string, { row, part }: PartId): string {
  return Buffer.from(`${typeName}:${row}.${part}`).toString('base64url');
}

/** The row and part in a client's id of the expected type; null for one that is malformed or of another type. */
export function decodePartIdOrNull(typeName: string, id: string): PartId | null {
  const text = id.length > 200 ? '' : Buffer.from(id, 'base64url').toString('utf8');
  const [row = '', part = ''] = text.slice(typeName.length + 1).split('.');
  const isWell = isUuid(row) && /^[\w-]{1,32}$/u.test(part) && encodePartId(typeName, { row, part }) === id;
  return isWell ? { row, part } : null;
}

/** The type that a client's id says it is of; null for what says none. What follows the type is not looked at. */
export function typeOfId(id: string): string | null {
  if (id.length > 200) return null;
  return /^([A-Za-z]+):/u.exec(Buffer.from(id, 'base64url').toString('utf8'))?.[1] ?? null;
}

/**
 * What stands for keys of any length in an id: the first 16 bytes of a hash. Postgres says the same with
 * `substr(sha256(sha256(convert_to(key, 'UTF8')) || ...), 1, 16)`.
 */
export function digestOf(...keys: readonly string[]): string {
  const all = createHash('sha256');
  for (const key of keys) all.update(createHash('sha256').update(key).digest());
  return all.digest().subarray(0, digestBytes).toString('base64url');
}

const digestBytes = 16;
