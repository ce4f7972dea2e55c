import type { TeamDatabase } from '../database/team-database.js';
import { encryptedColumns, type FieldRow } from './encrypted-columns.js';
import { FieldDecryptionError, type FieldCipher } from './field-cipher.js';
import { findFieldsOfOlderKeys, replaceField, type StoredField } from './reencrypt-fields.repository.js';

/** What became of the fields of a column that were encrypted with older keys. */
export interface ReencryptedColumn {
  readonly column: string;
  /** They are encrypted with the newest key now. */
  readonly reencrypted: number;
  /** Nobody can read them: their key is not among the configured ones. They stay as they are. */
  readonly unreadable: number;
}

interface Reencrypting {
  /** As the product itself, on a connection of the worker. */
  readonly database: TeamDatabase;
  readonly cipher: FieldCipher;
}

const fieldsAtOnce = 200;
const noRow: FieldRow = {
  teamId: '00000000-0000-0000-0000-000000000000',
  id: '00000000-0000-0000-0000-000000000000',
};

/**
 * Encrypts with the newest key what was encrypted with older ones, in every column, until none is left that can be read. A
 * field that somebody changes meanwhile stays as they wrote it. When no field is left an older key may be removed.
 */
export async function reencryptFields(reencrypting: Reencrypting): Promise<ReencryptedColumn[]> {
  const { prefix } = reencrypting.cipher;
  // Without a key nothing was ever encrypted.
  if (prefix === null) return [];
  const columns: ReencryptedColumn[] = [];
  for (const column of encryptedColumns) columns.push(await reencryptColumn(reencrypting, column, prefix));
  return columns;
}

type Column = (typeof encryptedColumns)[number];

async function reencryptColumn(
  { database, cipher }: Reencrypting,
  column: Column,
  prefix: string,
): Promise<ReencryptedColumn> {
  const counts = { reencrypted: 0, unreadable: 0 };
  let after = noRow;
  for (;;) {
    const page = { column: column.name, prefix, after, take: fieldsAtOnce };
    const fields = await database.readPublic((db) => findFieldsOfOlderKeys(db, page));
    const readable = fields.flatMap((field) => reencrypted(cipher, column, field) ?? []);
    counts.unreadable += fields.length - readable.length;
    counts.reencrypted += await database.write(
      async (tx) => {
        let count = 0;
        for (const one of readable) if (await replaceField(tx, { column: column.name, ...one })) count += 1;
        return count;
      },
      { isUnseen: true },
    );
    const last = fields.at(-1);
    if (last === undefined || fields.length < fieldsAtOnce) return { column: column.name, ...counts };
    after = last;
  }
}

function reencrypted(
  cipher: FieldCipher,
  { placeOf }: Column,
  field: StoredField,
): { field: StoredField; encrypted: string } | null {
  const place = placeOf(field);
  try {
    return { field, encrypted: cipher.encrypt(cipher.decrypt(field.stored, place), place) };
  } catch (error) {
    if (error instanceof FieldDecryptionError) return null;
    throw error;
  }
}
