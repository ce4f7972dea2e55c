import type { ReadableTender, TenderFacts } from '../../../facts/index.js';
import { bulkInsert, setExcluded, type SqlClient } from '../../../bulk/index.js';
import { factColumns } from './tender-columns.js';

/** Versions of the readers: of releases, and of the free text in them. */
export interface ReaderVersions {
  readonly state: number;
  readonly facts: number;
}

const unread = `from tenders.tender t left join tenders.tender_fact f on f.tender_id = t.id
  where (t.reader_version < $1 or f.reader_version is null or f.reader_version < $2)`;

/** How many tenders were never read, or by an older version of the readers. */
export async function countUnread(client: SqlClient, { state, facts }: ReaderVersions): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`select count(*) ${unread}`, [state, facts]);
  return Number(rows[0]?.count ?? 0);
}

/** The next of those tenders, by id. */
export async function findUnread(
  client: SqlClient,
  { versions, after, limit }: { versions: ReaderVersions; after: string | null; limit: number },
): Promise<UnreadTender[]> {
  const { rows } = await client.query<UnreadTender>(
    `select t.id, t.ocid, t.reader_version < $1 as "isStateOld" ${unread} and ($3::uuid is null or t.id > $3)
     order by t.id limit $4`,
    [versions.state, versions.facts, after, limit],
  );
  return rows;
}

/** A tender that older readers have read. */
export interface UnreadTender {
  readonly id: string;
  readonly ocid: string;
  /** Its releases have to be read again, and not only its text. */
  readonly isStateOld: boolean;
}

/** What bidders go by, as it is stored, by the id of the tender. */
export async function findReadings(
  client: SqlClient,
  ids: readonly string[],
): Promise<Map<string, Record<Reading, string | null>>> {
  const { rows } = await client.query<Record<Reading, string | null> & { id: string }>(
    `select id, ${readings.map((name) => `${name}::text`).join(', ')} from tenders.tender where id = any ($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

/** Columns whose change is counted when tenders are read again. */
export const readings = ['lifecycle', 'closing_at', 'published_at', 'value_amount', 'value_currency'] as const;

export type Reading = (typeof readings)[number];

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
