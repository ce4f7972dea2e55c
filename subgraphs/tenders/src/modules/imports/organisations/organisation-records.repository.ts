import type { RegisterNumber, WinnerState } from '../../../ocds/index.js';
import type { CopyColumns, SqlClient } from '../../../bulk/index.js';

/** A record for tenders.supplier_record. */
export interface RecordToWrite extends Omit<WinnerState, 'awardKey'> {
  readonly id: string;
  readonly sourceId: string;
  /** SHA-256 of the content. */
  readonly contentHash: Buffer;
  readonly trust: number;
}

/** Columns of tenders.supplier_record. */
export const recordColumns = {
  id: 'uuid',
  sourceId: 'uuid',
  key: 'text',
  contentHash: 'bytea',
  supplierId: 'uuid',
  trust: 'integer',
  name: 'text',
  localId: 'text',
  identifiers: 'jsonb',
  legalName: 'text',
  street: 'text',
  locality: 'text',
  region: 'text',
  postalCode: 'text',
  country: 'text',
  scale: 'text',
} satisfies CopyColumns;

/** Those of the records that are stored already, by their content. */
export async function findStored(
  client: SqlClient,
  records: readonly RecordToWrite[],
): Promise<{ id: string; sourceId: string; contentHash: Buffer }[]> {
  const { rows } = await client.query<{ id: string; sourceId: string; contentHash: Buffer }>(
    `select s.id, s.source_id as "sourceId", s.content_hash as "contentHash"
     from unnest($1::uuid[], $2::text[], $3::bytea[]) as r(source_id, key, content_hash)
     join tenders.supplier_record s using (source_id, key, content_hash)`,
    [
      records.map(({ sourceId }) => sourceId),
      records.map(({ key }) => key),
      records.map(({ contentHash }) => contentHash),
    ],
  );
  return rows;
}

/** Records that the awards of these tenders name. */
export async function findRecordsOf(client: SqlClient, tenderIds: readonly string[]): Promise<string[]> {
  if (tenderIds.length === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    'select distinct record_id as id from tenders.award_supplier where tender_id = any ($1)',
    [tenderIds],
  );
  return rows.map(({ id }) => id);
}

/** A stored record, as far as it decides which supplier it belongs to. */
export interface JoinableRecord {
  readonly id: string;
  /** Null for one that is yet to be written. */
  readonly supplierId: string | null;
  /** Short name of its source. */
  readonly source: string;
  readonly name: string;
  readonly identifiers: readonly RegisterNumber[];
}

/** Those of the given records that no supplier has yet. */
/** All records of some suppliers. */
export async function findRecordsOfSuppliers(
  client: SqlClient,
  supplierIds: readonly string[],
): Promise<JoinableRecord[]> {
  if (supplierIds.length === 0) return [];
  const { rows } = await client.query<JoinableRecord>(
    `select r.id, r.supplier_id as "supplierId", s.name as source, r.name, r.identifiers
     from tenders.supplier_record r join tenders.source s on s.id = r.source_id where r.supplier_id = any ($1)`,
    [supplierIds],
  );
  return rows;
}

/** Removes those of the given records that no award names any more; answers the suppliers that lost one. */
export async function removeUnused(client: SqlClient, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    `delete from tenders.supplier_record r
     where r.id = any ($1) and not exists (select from tenders.award_supplier a where a.record_id = r.id)
     returning r.supplier_id as id`,
    [ids],
  );
  return [...new Set(rows.map(({ id }) => id))];
}
