import { traceStamp } from '@hub/runtime/jobs';
import { bulkInsert, setExcluded, snakeCase, type TableRows, type SqlClient } from '../../../bulk/index.js';
import { factColumns, partColumns, partTables, searchColumns, tenderColumns } from './tender-columns.js';
import {
  factRow,
  partRows,
  searchRow,
  tenderRow,
  type OrganisationIds,
  type ReadTender,
  type Row,
} from './tender-rows.js';

// What newer readers make of the same releases is news where it differs. The address of a notice is none.
const content = Object.keys(tenderColumns).filter(
  (name) => !['id', 'ocid', 'url', 'readerVersion', 'changedIn'].includes(name),
);
const contentOf = (row: string): string => `(${content.map((name) => `${row}.${snakeCase(name)}`).join(', ')})`;
const isNews = `tender.reader_version = excluded.reader_version
  or ${contentOf('tender')} is distinct from ${contentOf('excluded')}`;

const tenderUpdate = bulkInsert({
  table: 'tender',
  columns: tenderColumns,
  suffix: `on conflict (ocid) do update set ${setExcluded(Object.keys(tenderColumns).filter((name) => !['id', 'ocid', 'changedIn'].includes(name)))},
    updated_at = case when ${isNews} then now() else tender.updated_at end,
    changed_in = case when ${isNews} then excluded.changed_in else tender.changed_in end`,
});

/** How tenders name what belongs to them. */
export interface TenderLookup {
  buyers: OrganisationIds;
  suppliers: OrganisationIds;
}

/** Tenders to write. */
export interface TendersToWrite {
  tenders: readonly ReadTender[];
  /** Ids of those that exist already. */
  rewritten: readonly string[];
}

/**
 * Brings tenders that exist up to date and removes their parts: what is left to do is the same for old and new tenders.
 */
export async function rewriteTenders(
  client: SqlClient,
  { tenders, rewritten }: TendersToWrite,
  buyers: OrganisationIds,
): Promise<void> {
  if (rewritten.length === 0) return;
  const old = new Set(rewritten);
  const rows = tenders.filter(({ tenderId }) => old.has(tenderId)).map((tender) => tenderRow(tender, buyers));
  await client.query(tenderUpdate, [JSON.stringify(rows)]);
  for (const table of ['tender_search', 'tender_fact', ...partTables.toReversed()]) {
    await client.query(`delete from tenders.${table} where tender_id = any ($1)`, [rewritten]);
  }
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

/** Rows of new tenders, and of what hangs on new and rewritten ones. */
export function tablesOf({ tenders, rewritten }: TendersToWrite, { buyers, suppliers }: TenderLookup): TableRows[] {
  const old = new Set(rewritten);
  const created = Iterator.from(tenders).filter(({ tenderId }) => !old.has(tenderId));
  return [
    { table: 'tender', columns: tenderColumns, rows: created.map((tender) => tenderRow(tender, buyers)) },
    {
      table: 'tender_search',
      columns: searchColumns,
      rows: Iterator.from(tenders).map((tender) => searchRow(tender, buyers)),
    },
    {
      table: 'tender_fact',
      columns: factColumns,
      rows: Iterator.from(tenders).map(factRow),
    },
    ...partTables.map((table) => ({
      table,
      columns: partColumns[table],
      rows: Iterator.from(tenders).flatMap((tender) => partRows(table, tender, suppliers)),
    })),
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

/** Writes the versions of tenders. A version that says what is already stored is left alone, so feeds do not repeat it. */
export async function writeVersions(client: SqlClient, versions: readonly Row[]): Promise<void> {
  if (versions.length === 0) return;
  const suffix = `on conflict (tender_id, version) do update set ${setExcluded(['releaseId', 'effectiveAt', 'isSilent', 'impact', 'changes', 'changedIn'])},
      recorded_at = now()
    where (tender_version.release_id, tender_version.is_silent, tender_version.changes)
      is distinct from (excluded.release_id, excluded.is_silent, excluded.changes)`;
  await client.query(bulkInsert({ table: 'tender_version', columns: versionColumns, suffix }), [
    JSON.stringify(versions),
  ]);
}
