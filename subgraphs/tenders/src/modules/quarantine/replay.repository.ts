import { z } from 'zod';
import { resolveQuarantined } from '../imports/write/quarantine.repository.js';
import type { SqlClient } from '../../bulk/index.js';
import { noFacts, type PackageFacts } from '../../ocds/index.js';

/** A release that is set aside. */
export interface OpenRow {
  readonly id: string;
  readonly origin: string;
  readonly raw: Buffer;
  readonly facts: PackageFacts;
}

/** Which of those set aside are meant. */
export interface OpenRows {
  readonly source: string | null;
  readonly reason: string | null;
}

/** A source with open rows. */
export interface OpenSource {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

/** A part of the open rows of a source. */
export interface OpenPage {
  readonly sourceId: string;
  readonly reason: string | null;
  readonly after: string | null;
}

const packageFacts = z.object({
  version: z.string().nullable(),
  publishedDate: z.string().nullable(),
  extensions: z.array(z.string()),
  publisher: z.string().exactOptional(),
});

const isWanted = 'q.resolved_at is null and ($1::text is null or s.name = $1) and ($2::text is null or q.reason = $2)';

/** True when there is a source of that name. */
export async function hasSource(client: SqlClient, name: string): Promise<boolean> {
  const { rows } = await client.query('select 1 from tenders.source where name = $1', [name]);
  return rows.length > 0;
}

/** Sources with releases set aside, by name. */
export async function findOpenSources(client: SqlClient, { source, reason }: OpenRows): Promise<OpenSource[]> {
  const { rows } = await client.query<OpenSource>(
    `select s.id, s.name, count(*)::int as count from tenders.quarantined_release q join tenders.source s on s.id = q.source_id
     where ${isWanted} group by s.id, s.name order by s.name`,
    [source, reason],
  );
  return rows;
}

const rowsMax = 200;
const bytesMax = 8 * 1024 * 1024;

/** The next open rows of a source, oldest first: as many as make one batch, and at least one if there is any. */
export async function findOpenRows(client: SqlClient, page: OpenPage): Promise<OpenRow[]> {
  const { rows } = await client.query<Omit<OpenRow, 'facts'> & { facts: unknown }>(
    `with page as (
       select q.id, sum(octet_length(q.raw)) over (order by q.id) - octet_length(q.raw) as before from (
         select id, raw from tenders.quarantined_release
         where source_id = $1 and resolved_at is null and ($2::text is null or reason = $2) and ($3::uuid is null or id > $3)
         order by id limit ${rowsMax}
       ) q
     )
     select q.id, q.origin, q.raw, q.facts from page join tenders.quarantined_release q using (id)
     where page.before < ${bytesMax} order by q.id`,
    [page.sourceId, page.reason, page.after],
  );
  return rows.map((row) => ({ ...row, facts: packageFacts.safeParse(row.facts).data ?? noFacts }));
}

/** Ends one row whose releases were written by themselves: resolved, or open with its newest reason. */
export async function settleRow(
  client: SqlClient,
  row: { id: string; problem: { reason: string; detail: string } | null },
): Promise<void> {
  if (row.problem === null) return resolveQuarantined(client, [row.id]);
  await client.query(
    'update tenders.quarantined_release set replayed_at = now(), reason = $2, detail = $3 where id = $1',
    [row.id, row.problem.reason, row.problem.detail],
  );
}

/** Has what is held of the sources counted again soon, without a word about how they are doing. */
export async function recountSoon(client: SqlClient, sourceIds: readonly string[]): Promise<void> {
  await client.query(
    'update tenders.source set coverage_at = last_run_at where id = any ($1) and coverage_at is not null',
    [sourceIds],
  );
}
