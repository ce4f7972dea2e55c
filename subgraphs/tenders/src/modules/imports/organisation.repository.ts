import type { OrganisationState } from '../releases/tender-state.js';
import { bulkInsert } from './bulk-insert.js';
import type { OrganisationIds } from './tender-rows.js';
import { uuidV7 } from './uuid-v7.js';
import type { SqlClient } from './with-client.js';

/** Row ids of organisations, making rows for those that are new. A name once stored stays: tenders keep their own. */
export async function ensureOrganisations(
  client: SqlClient,
  table: 'buyer' | 'supplier',
  organisations: ReadonlyMap<string, OrganisationState>,
): Promise<Map<string, string>> {
  if (organisations.size === 0) return new Map();
  // In key order, so that two imports never wait for each other.
  const rows = [...organisations.values()]
    .toSorted((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ key, name, localId }) => ({ id: uuidV7(), key, name, localId }));
  const columns = { id: 'uuid', key: 'text', name: 'text', localId: 'text' };
  await client.query(bulkInsert({ table, columns, suffix: 'on conflict (key) do nothing' }), [JSON.stringify(rows)]);
  const found = await client.query<{ id: string; key: string }>(
    `select id, key from tenders.${table} where key = any ($1)`,
    [rows.map(({ key }) => key)],
  );
  return new Map(found.rows.map(({ id, key }) => [key, id]));
}

export async function insertIdentifiers(
  client: SqlClient,
  suppliers: ReadonlyMap<string, OrganisationState>,
  ids: OrganisationIds,
): Promise<void> {
  const rows = [...suppliers.values()].flatMap(({ key, identifierScheme, identifier }) =>
    identifierScheme === null || identifier === null
      ? []
      : [{ supplierId: ids.get(key), scheme: identifierScheme, identifier }],
  );
  if (rows.length === 0) return;
  const columns = { supplierId: 'uuid', scheme: 'text', identifier: 'text' };
  await client.query(bulkInsert({ table: 'supplier_identifier', columns, suffix: 'on conflict do nothing' }), [
    JSON.stringify(rows),
  ]);
}
