import { traceStamp } from '@hub/runtime/jobs';
import {
  bulkInsert,
  bulkUpdate,
  recordset,
  snakeCase,
  type ColumnTypes,
  type SqlClient,
  type TableRows,
} from '../../../bulk/index.js';
import { factColumns, partColumns, partTables, searchColumns, tenderColumns, type Row } from './tender-columns.js';
import { factRow, searchRow, tenderRow, type OrganisationIds, type ReadTender } from './tender-rows.js';

// What newer readers make of the same releases is news where it differs. The address of a notice is none.
const notNews = new Set(['id', 'ocid', 'url', 'readerVersion', 'partHashes', 'changedIn']);
const content = Object.keys(tenderColumns).filter((name) => !notNews.has(name));
const isNews = `t.reader_version = r."readerVersion"
  or (${content.map((name) => `t.${snakeCase(name)}`).join(', ')}) is distinct from (${content.map((name) => `r."${name}"`).join(', ')})`;

const tenderUpdate = `update tenders.tender t set
    ${Object.keys(tenderColumns)
      .filter((name) => !['id', 'ocid', 'changedIn'].includes(name))
      .map((name) => `${snakeCase(name)} = r."${name}"`)
      .join(', ')},
    updated_at = case when ${isNews} then now() else t.updated_at end,
    changed_in = case when ${isNews} then r."changedIn" else t.changed_in end
  from ${recordset(tenderColumns)} where t.id = r.id`;

// One row for each tender: it is brought up to date where it stands, and made anew only where it is missing.
const single = (table: string, columns: ColumnTypes) => ({
  update: bulkUpdate({ table, key: 'tenderId', columns }),
  insert: bulkInsert({
    table,
    columns,
    suffix: `where not exists (select from tenders.${table} known where known.tender_id = r."tenderId")`,
  }),
});
const search = single('tender_search', searchColumns);
const fact = single('tender_fact', factColumns);

/** Tenders to write. */
export interface TendersToWrite {
  tenders: readonly ReadTender[];
  /** Ids of those that exist already. */
  rewritten: readonly string[];
}

/**
 * Brings tenders that exist up to date and removes those of their parts that have changed: what is left to do is the same
 * for old and new tenders. What is as it was is not touched, so a row keeps its number, and the log stays short.
 */
export async function rewriteTenders(
  client: SqlClient,
  { tenders, rewritten }: TendersToWrite,
  buyers: OrganisationIds,
): Promise<void> {
  if (rewritten.length === 0) return;
  const old = new Set(rewritten);
  const existing = tenders.filter(({ tenderId }) => old.has(tenderId));
  const rows = existing.map((tender) => ({
    ...tenderRow(tender, buyers),
    partHashes: `\\x${tender.partHashes.toString('hex')}`,
  }));
  await client.query(tenderUpdate, [JSON.stringify(rows)]);
  for (const table of partTables.toReversed()) {
    const stale = existing.filter(({ staleTables }) => staleTables.has(table)).map(({ tenderId }) => tenderId);
    if (stale.length > 0) await client.query(`delete from tenders.${table} where tender_id = any ($1)`, [stale]);
  }
  await writeSingle(
    client,
    search,
    existing.map((tender) => searchRow(tender, buyers)),
  );
  await writeSingle(client, fact, existing.map(factRow));
}

async function writeSingle(
  client: SqlClient,
  { update, insert }: ReturnType<typeof single>,
  rows: readonly Row[],
): Promise<void> {
  const json = JSON.stringify(rows);
  await client.query(update, [json]);
  await client.query(insert, [json]);
}

// A job takes so many tenders at most.
const summariesOfJobMax = 500;
const queueSummariesOf = `
  select app.enqueue_jobs(
    'insights:summarise-tenders', array_agg(jsonb_build_object('tenderIds', ids) || $2::jsonb), null, p_lane => 'bulk')
  from (
    select jsonb_agg(id) as ids from unnest($1::uuid[]) with ordinality as written (id, place)
    group by (place - 1) / ${summariesOfJobMax}
  ) as slices`;

/**
 * Has insights summarise what was written, new or changed: one job for a batch, which exists if this transaction commits.
 * A job for each tender would cost a bulk import more than writing it.
 */
export async function queueSummaries(client: SqlClient, tenderIds: readonly string[]): Promise<void> {
  if (tenderIds.length > 0) await client.query(queueSummariesOf, [tenderIds, JSON.stringify(traceStamp())]);
}

// From so many on nobody waits for it: it is an import of much.
const rescoringInBulkFrom = 200;

/** Has insights score tenders that changed for each team that has them: in this transaction, and told to nobody. */
export async function queueRescoring(client: SqlClient, tenderIds: readonly string[]): Promise<void> {
  if (tenderIds.length === 0) return;
  const lane = tenderIds.length < rescoringInBulkFrom ? 'interactive' : 'bulk';
  await client.query('select insights.queue_rescoring($1::uuid[], $2)', [tenderIds, lane]);
}

/** Rows of new tenders, and of what hangs on new and rewritten ones and is not stored yet. */
export function tablesOf({ tenders, rewritten }: TendersToWrite, buyers: OrganisationIds): TableRows[] {
  const old = new Set(rewritten);
  const created = tenders.filter(({ tenderId }) => !old.has(tenderId));
  return [
    {
      table: 'tender',
      columns: tenderColumns,
      rows: Iterator.from(created).map((tender) => tenderRow(tender, buyers)),
    },
    ...partTables.map((table) => ({
      table,
      columns: partColumns[table],
      rows: Iterator.from(tenders)
        .filter(({ staleTables }) => staleTables.has(table))
        .flatMap(({ parts }) => parts[table]),
    })),
    // After the words: the row makes itself known to the search, and words that it has not found yet need not.
    {
      table: 'tender_search',
      columns: searchColumns,
      rows: Iterator.from(created).map((tender) => searchRow(tender, buyers)),
    },
    { table: 'tender_fact', columns: factColumns, rows: Iterator.from(created).map(factRow) },
  ];
}

const versionColumns = {
  tenderId: 'uuid',
  version: 'integer',
  releaseId: 'uuid',
  effectiveAt: 'timestamptz',
  isSilent: 'boolean',
  impact: 'text',
  changes: 'jsonb',
  changedIn: 'bigint',
};
const said = ['releaseId', 'isSilent', 'changes'] as const;
const versionUpdate = `update tenders.tender_version v set
    (release_id, effective_at, is_silent, impact, changes, changed_in, recorded_at)
    = row (r."releaseId", r."effectiveAt", r."isSilent", r.impact, r.changes, r."changedIn", now())
  from ${recordset(versionColumns)} where v.tender_id = r."tenderId" and v.version = r.version
    and (${said.map((name) => `v.${snakeCase(name)}`).join(', ')}) is distinct from (${said.map((name) => `r."${name}"`).join(', ')})`;
// Imports of one process wait for each other, so nobody writes the same version meanwhile; on conflict would log each row twice.
const versionInsert = bulkInsert({
  table: 'tender_version',
  columns: versionColumns,
  suffix: `where not exists (
    select from tenders.tender_version known where known.tender_id = r."tenderId" and known.version = r.version)`,
});

/** Writes the versions of tenders. A version that says what is already stored is left alone, so feeds do not repeat it. */
export async function writeVersions(client: SqlClient, versions: readonly Row[]): Promise<void> {
  if (versions.length === 0) return;
  const json = JSON.stringify(versions);
  await client.query(versionUpdate, [json]);
  await client.query(versionInsert, [json]);
}
