import type { OrganisationState } from '../../../ocds/index.js';
import { bulkInsert, uuidV7, type SqlClient } from '../../../bulk/index.js';

const insertBuyers = bulkInsert({
  table: 'buyer',
  columns: { id: 'uuid', key: 'text', name: 'text', localId: 'text' },
  suffix: 'on conflict (key) do nothing',
});

/** Row ids of buyers, making rows for those that are new. A name once stored stays: tenders keep their own. */
export async function ensureBuyers(
  client: SqlClient,
  buyers: ReadonlyMap<string, OrganisationState>,
): Promise<Map<string, string>> {
  if (buyers.size === 0) return new Map();
  // In key order, so that two imports never wait for each other.
  const rows = [...buyers.values()]
    .toSorted((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ key, name, localId }) => ({ id: uuidV7(), key, name, localId }));
  await client.query(insertBuyers, [JSON.stringify(rows)]);
  const found = await client.query<{ id: string; key: string }>(
    'select id, key from tenders.buyer where key = any ($1)',
    [rows.map(({ key }) => key)],
  );
  return new Map(found.rows.map(({ id, key }) => [key, id]));
}
