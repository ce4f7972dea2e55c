import { HubError } from '../../errors/errors.js';
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
  throw new HubError(
    'BAD_USER_INPUT',
    `This is not the id of a ${typeName}. Pass an id exactly as the API returned it.`,
  );
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
