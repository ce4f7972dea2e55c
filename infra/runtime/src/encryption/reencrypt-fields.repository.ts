import type { ReadClient, TeamTransaction } from '../database/team-database.js';
import type { FieldRow } from './encrypted-columns.js';

/** An encrypted field as it is stored. */
export interface StoredField extends FieldRow {
  readonly stored: string;
}

/** Fields of a column that do not begin with a prefix: those behind a row. */
export function findFieldsOfOlderKeys(
  db: ReadClient,
  { column, prefix, after, take }: { column: string; prefix: string; after: FieldRow; take: number },
): Promise<StoredField[]> {
  return db.$queryRaw<StoredField[]>`
    select team_id as "teamId", id, stored
    from app.fields_of_older_keys(${column}, ${prefix}, ${after.teamId}::uuid, ${after.id}::uuid, ${take}::int)`;
}

/** False when the field is not what it was any more. */
export async function replaceField(
  tx: TeamTransaction,
  { column, field, encrypted }: { column: string; field: StoredField; encrypted: string },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isDone: boolean }[]>`
    select app.replace_field(${column}, ${field.teamId}::uuid, ${field.id}::uuid, ${field.stored}, ${encrypted}) as "isDone"`;
  return row?.isDone ?? false;
}
