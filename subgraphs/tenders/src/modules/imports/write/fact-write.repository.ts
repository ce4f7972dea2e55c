import type { ReadableTender, TenderFacts } from '../../../facts/index.js';
import { bulkInsert, setExcluded, type SqlClient } from '../../../bulk/index.js';
import { factColumns } from './tender-columns.js';

const unread = `from tenders.tender t left join tenders.tender_fact f on f.tender_id = t.id
  where (f.reader_version is null or f.reader_version < $1)`;

/** How many tenders were never read, or by an older version of the readers. */
export async function countUnread(client: SqlClient, version: number): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`select count(*) ${unread}`, [version]);
  return Number(rows[0]?.count ?? 0);
}

/** The next of those tenders, by id. */
export async function findUnread(
  client: SqlClient,
  { version, after, limit }: { version: number; after: string | null; limit: number },
): Promise<{ id: string; ocid: string }[]> {
  const { rows } = await client.query<{ id: string; ocid: string }>(
    `select t.id, t.ocid ${unread} and ($2::uuid is null or t.id > $2) order by t.id limit $3`,
    [version, after, limit],
  );
  return rows;
}

/** The free text of tenders as it stands now. */
export async function findTexts(
  client: SqlClient,
  ids: readonly string[],
): Promise<(ReadableTender & { id: string })[]> {
  const { rows } = await client.query<ReadableTender & { id: string }>(
    `select t.id, t.title, t.description, t.special_conditions as "specialConditions",
       exists (select from tenders.briefing_session b where b.tender_id = t.id) as "hasBriefings"
     from tenders.tender t where t.id = any ($1)`,
    [ids],
  );
  return rows;
}

/** What was read out of a tender, and what it is found by. */
export interface FactsToWrite {
  tenderId: string;
  readerVersion: number;
  facts: TenderFacts;
  keys: readonly string[];
}

const upsert = bulkInsert({
  table: 'tender_fact',
  columns: factColumns,
  suffix: `on conflict (tender_id) do update set ${setExcluded(Object.keys(factColumns).filter((name) => name !== 'tenderId'))}`,
});

/** Writes what was read; what a tender is found by is touched only where it changed, because its row has many indexes. */
export async function writeFacts(client: SqlClient, rows: readonly FactsToWrite[]): Promise<void> {
  if (rows.length === 0) return;
  const stored = rows.map(({ tenderId, readerVersion, facts }) => ({ tenderId, readerVersion, ...facts }));
  await client.query(upsert, [JSON.stringify(stored)]);
  await client.query(
    `update tenders.tender_search s set cidb = r.keys
     from json_to_recordset($1) as r("tenderId" uuid, keys text[])
     where s.tender_id = r."tenderId" and s.cidb is distinct from r.keys`,
    [JSON.stringify(rows.map(({ tenderId, keys }) => ({ tenderId, keys })))],
  );
}
