import type { RegisterNumber } from '../../../ocds/index.js';
import { bulkInsert, type SqlClient } from '../../../bulk/index.js';
import type { JoinedSupplier } from './organisation-join.js';

/** Makes those who join suppliers wait for each other until the end of the transaction. */
export async function lockSuppliers(client: SqlClient): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('tenders.supplier', 10))`);
}

/** Suppliers that hold one of these numbers or names. */
export async function findLinked(
  client: SqlClient,
  { numbers, keys }: { numbers: readonly RegisterNumber[]; keys: readonly string[] },
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select i.supplier_id as id from json_to_recordset($1) as r(scheme text, id text)
       join tenders.supplier_identifier i on i.scheme = r.scheme and i.identifier = r.id
     union select s.id from tenders.supplier s where s.key = any ($2)`,
    [JSON.stringify(numbers), keys],
  );
  return rows.map(({ id }) => id);
}

/**
 * Writes suppliers that records of others have come to, or that have lost some. Rows that are right already stay
 * untouched; records that are yet to be written are left to who writes them.
 */
export async function writeSuppliers(
  client: SqlClient,
  suppliers: readonly JoinedSupplier[],
  /** Suppliers whose records were looked at: those that are left without any are removed. */
  before: readonly string[],
): Promise<void> {
  const kept = suppliers.filter(({ isNew }) => !isNew);
  const ids = new Set(kept.map(({ id }) => id));
  const gone = before.filter((id) => !ids.has(id));
  const numbers = suppliers.flatMap(({ id, records }) =>
    numbersOf(records).map((number) => ({ ...number, owner: id })),
  );
  if (before.length > 0) {
    await removeNumbers(client, before, numbers);
    await renameKeys(client, kept, gone);
  }
  const created = suppliers.filter(({ isNew }) => isNew).map(({ id, key, name }) => ({ id, key, name }));
  if (created.length > 0) await client.query(insertSuppliers, [JSON.stringify(created)]);
  const moved = suppliers.flatMap(({ id, records }) =>
    records
      .filter(({ supplierId }) => supplierId !== null && supplierId !== id)
      .map((record) => ({ id: record.id, owner: id })),
  );
  if (moved.length > 0) await client.query(moveRecords, [JSON.stringify(moved)]);
  if (numbers.length > 0) await client.query(insertNumbers, [JSON.stringify(numbers)]);
  if (gone.length > 0) await removeSuppliers(client, gone, suppliers);
}

// Whoever kept the id of one is led to the supplier that its records have come to.
async function removeSuppliers(
  client: SqlClient,
  gone: readonly string[],
  suppliers: readonly JoinedSupplier[],
): Promise<void> {
  const heirs = new Map(
    suppliers.flatMap(({ id, records }) => records.map(({ supplierId }) => [supplierId, id] as const)),
  );
  const led = gone.flatMap((id) => {
    const heir = heirs.get(id);
    return heir === undefined ? [] : [{ id, heir }];
  });
  if (led.length > 0) {
    await client.query(followHeirs, [JSON.stringify(led)]);
    await client.query(insertRedirects, [JSON.stringify(led)]);
  }
  await client.query('delete from tenders.supplier where id = any ($1)', [gone]);
}

const followHeirs = `
  update tenders.supplier_redirect r set supplier_id = l.heir
  from json_to_recordset($1) as l(id uuid, heir uuid) where r.supplier_id = l.id`;

const insertRedirects = `
  insert into tenders.supplier_redirect (former_id, supplier_id)
  select l.id, l.heir from json_to_recordset($1) as l(id uuid, heir uuid)`;

/** Each number of some records, once. */
export function numbersOf(records: JoinedSupplier['records']): RegisterNumber[] {
  const all = records.flatMap(({ identifiers }) => identifiers);
  return [...new Map(all.map((number) => [`${number.scheme}:${number.id}`, number])).values()];
}

const insertSuppliers = bulkInsert({ table: 'supplier', columns: { id: 'uuid', key: 'text', name: 'text' } });

const moveRecords = `
  update tenders.supplier_record r set supplier_id = m.owner
  from json_to_recordset($1) as m(id uuid, owner uuid) where r.id = m.id`;

const insertNumbers = `
  insert into tenders.supplier_identifier (supplier_id, scheme, identifier)
  select owner, scheme, id from json_to_recordset($1) as n(owner uuid, scheme text, id text)
  on conflict do nothing`;

// Numbers that no record states any more, or that another supplier takes over.
async function removeNumbers(
  client: SqlClient,
  before: readonly string[],
  numbers: readonly (RegisterNumber & { owner: string })[],
): Promise<void> {
  await client.query(
    `delete from tenders.supplier_identifier i where i.supplier_id = any ($1) and not exists (
       select from json_to_recordset($2) as n(owner uuid, scheme text, id text)
       where n.owner = i.supplier_id and n.scheme = i.scheme and n.id = i.identifier)`,
    [before, JSON.stringify(numbers)],
  );
}

// A key may pass from one supplier to another, so all that change are let go of before any is taken.
async function renameKeys(client: SqlClient, kept: readonly JoinedSupplier[], gone: readonly string[]): Promise<void> {
  const keys = JSON.stringify(kept.map(({ id, key }) => ({ id, key })));
  const { rows } = await client.query<{ id: string }>(
    `update tenders.supplier s set key = s.id::text
     where s.id = any ($2) or exists (select from json_to_recordset($1) as k(id uuid, key text) where k.id = s.id and k.key <> s.key)
     returning s.id`,
    [keys, gone],
  );
  if (rows.length === gone.length) return;
  await client.query(
    `update tenders.supplier s set key = k.key from json_to_recordset($1) as k(id uuid, key text)
     where k.id = s.id and k.key <> s.key`,
    [keys],
  );
}

/**
 * Gives these suppliers, and those of these records, the name that counts: that of the most trusted record, and of several the one
 * seen last. Suppliers that already have it stay untouched; one with a single record has it from the beginning.
 */
export async function nameSuppliers(
  client: SqlClient,
  { recordIds, supplierIds }: { recordIds: readonly string[]; supplierIds: readonly string[] },
): Promise<void> {
  await client.query(
    `with touched as (
       select r.supplier_id from tenders.supplier_record r where r.id = any ($1) and exists (
         select from tenders.supplier_record o where o.supplier_id = r.supplier_id and o.id <> r.id)
       union select unnest($2::uuid[])
     ), best as (
       select distinct on (r.supplier_id) r.supplier_id, r.name
       from touched join tenders.supplier_record r using (supplier_id)
       cross join lateral (select max(a.seen_at) as at from tenders.award_supplier a where a.record_id = r.id) seen
       order by r.supplier_id, r.trust, seen.at desc nulls last, r.content_hash, r.source_id
     )
     update tenders.supplier s set name = best.name from best where s.id = best.supplier_id and s.name <> best.name`,
    [recordIds, supplierIds],
  );
}
