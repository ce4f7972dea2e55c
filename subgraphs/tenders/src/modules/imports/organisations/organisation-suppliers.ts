import { linksOf, type RegisterNumber } from '../../../ocds/index.js';
import type { TableRows, SqlClient } from '../../../bulk/index.js';
import { joinRecords, type JoinedSupplier } from './organisation-join.js';
import { findLinked, lockSuppliers, nameSuppliers, numbersOf, writeSuppliers } from './organisation-join.repository.js';
import { recordName, recordRow, storedName } from './organisation-records.js';
import {
  findRecordsOf,
  findRecordsOfSuppliers,
  findStored,
  recordColumns,
  removeUnused,
  type JoinableRecord,
  type RecordToWrite,
} from './organisation-records.repository.js';
import type { OrganisationIds, TenderToWrite } from '../write/tender-rows.js';

/** The raw records of winners that a batch names or no longer names. */
export interface SupplierLookup {
  /** Row ids of records by `recordName`. */
  readonly suppliers: OrganisationIds;
  /** Records that the awards of the tenders named until now. */
  readonly recordsBefore: readonly string[];
  /** Rows that must be written before the awards are. */
  readonly supplierTables: readonly TableRows[];
}

/**
 * Ids of the records of all winners of these tenders, from memory or from the database. Those that are new are joined
 * with what is known; their rows are left to write with the tenders.
 *
 * @param from.rewritten - tenders that exist; their awards are about to be written anew.
 * @param from.sourceName - short name of a source.
 */
export async function lookUpSuppliers(
  client: SqlClient,
  from: {
    tenders: readonly TenderToWrite[];
    rewritten: readonly string[];
    sourceName: (id: string) => string;
  },
  known: OrganisationIds,
): Promise<SupplierLookup> {
  const recordsBefore = await findRecordsOf(client, from.rewritten);
  const suppliers = new Map<string, string>();
  const unknown = new Map<string, RecordToWrite>();
  for (const { sourceId, state } of from.tenders) {
    for (const winner of state.winners) {
      const name = recordName(sourceId, winner);
      const id = known.get(name);
      if (id !== undefined) suppliers.set(name, id);
      else if (!unknown.has(name)) unknown.set(name, recordRow(sourceId, winner));
    }
  }
  if (unknown.size === 0) return { suppliers, recordsBefore, supplierTables: [] };
  // From here on what others have written is seen, and until the end of the transaction nobody else joins suppliers.
  await lockSuppliers(client);
  for (const { id, sourceId, contentHash } of await findStored(client, [...unknown.values()])) {
    const name = storedName(sourceId, contentHash);
    suppliers.set(name, id);
    unknown.delete(name);
  }
  for (const [name, { id }] of unknown) suppliers.set(name, id);
  const added = [...unknown.values()];
  return { suppliers, recordsBefore, supplierTables: await joinAdded(client, added, from.sourceName) };
}

// Suppliers are joined completely already, so new records concern those that they link to and no others.
async function joinAdded(
  client: SqlClient,
  added: readonly RecordToWrite[],
  sourceName: (id: string) => string,
): Promise<TableRows[]> {
  if (added.length === 0) return [];
  const fresh = added.map(({ id, sourceId, name, identifiers }): JoinableRecord => {
    return { id, supplierId: null, source: sourceName(sourceId), name, identifiers };
  });
  const linked = await findLinked(client, {
    numbers: fresh.flatMap(({ identifiers }) => identifiers),
    keys: fresh.filter(({ identifiers }) => identifiers.length === 0).flatMap(linksOf),
  });
  const joined = joinRecords([...(await findRecordsOfSuppliers(client, linked)), ...fresh]);
  const grown = joined.filter(({ isNew }) => !isNew);
  if (grown.length > 0) await writeSuppliers(client, grown, linked);
  return rowsOf(joined, added);
}

function rowsOf(joined: readonly JoinedSupplier[], added: readonly RecordToWrite[]): TableRows[] {
  const supplierOf = new Map(joined.flatMap(({ id, records }) => records.map((record) => [record.id, id] as const)));
  const created = joined.filter(({ isNew }) => isNew);
  const numbers = created.flatMap(({ id, records }) => numbersOf(records).map((number) => numberRow(id, number)));
  return [
    { table: 'supplier', columns: { id: 'uuid', key: 'text', name: 'text' }, rows: created.map(supplierRow) },
    {
      table: 'supplier_identifier',
      columns: { supplierId: 'uuid', scheme: 'text', identifier: 'text' },
      rows: numbers,
    },
    {
      table: 'supplier_record',
      columns: recordColumns,
      rows: added.map((record) => ({ ...record, supplierId: supplierOf.get(record.id) })),
    },
  ];
}

function supplierRow({ id, key, name }: JoinedSupplier) {
  return { id, key, name };
}

function numberRow(supplierId: string, { scheme, id }: RegisterNumber) {
  return { supplierId, scheme, identifier: id };
}

/**
 * Brings suppliers in line with the awards, after these were written. What comes of it follows from the awards alone:
 * records that no award names any more are gone, and with them what they joined.
 */
export async function settleSuppliers(client: SqlClient, { suppliers, recordsBefore }: SupplierLookup): Promise<void> {
  const named = new Set(suppliers.values());
  if (named.size === 0 && recordsBefore.length === 0) return;
  await lockSuppliers(client);
  const reduced = await removeUnused(
    client,
    recordsBefore.filter((id) => !named.has(id)),
  );
  const rejoined = joinRecords(await findRecordsOfSuppliers(client, reduced));
  if (reduced.length > 0) await writeSuppliers(client, rejoined, reduced);
  await nameSuppliers(client, {
    recordIds: [...named, ...recordsBefore],
    supplierIds: rejoined.map(({ id }) => id),
  });
}
