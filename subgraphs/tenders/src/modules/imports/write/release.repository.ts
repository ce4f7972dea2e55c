import type { CopyColumns, TableRows, SqlClient } from '../../../bulk/index.js';
import { packRelease, unpackRelease } from '../../../ocds/index.js';
import type { PreparedRelease } from '../prepare-release.js';

/** A release already stored, without its bytes. */
export interface StoredRelease {
  id: string;
  ocid: string;
  releaseId: string;
  hash: Buffer;
  sequence: string;
  isCurrent: boolean;
  date: string;
  observedAt: Date | null;
}

/** A stored release with what compiling needs. */
export interface StoredRevision extends StoredRelease {
  sourceId: string;
  isSnapshot: boolean;
  version: string;
  extensions: string[];
  raw: Buffer;
}

export interface StoredTender {
  id: string;
  ocid: string;
  /** What its parts were when they were written, see `partHashes`; null where that is not known. */
  partHashes: Buffer | null;
}

const headColumns = `id, ocid, release_id as "releaseId", content_hash as hash, sequence, is_current as "isCurrent",
  published_date as date, observed_at as "observedAt"`;

/**
 * Makes imports of the same processes wait for each other until the end of the transaction. Locks are taken in
 * one order, so two imports cannot wait for each other in a ring.
 */
export async function lockProcesses(client: SqlClient, ocids: readonly string[]): Promise<void> {
  await client.query(
    `select pg_advisory_xact_lock(key)
     from (select distinct hashtextextended(ocid, 5) as key from unnest($1::text[]) as ocid order by key) as keys`,
    [ocids],
  );
}

export async function findReleases(client: SqlClient, ocids: readonly string[]): Promise<StoredRelease[]> {
  const { rows } = await client.query<StoredRelease>(
    `select ${headColumns} from tenders.release where ocid = any ($1) order by ocid, sequence`,
    [ocids],
  );
  return rows;
}

export async function findRevisions(client: SqlClient, ocids: readonly string[]): Promise<StoredRevision[]> {
  const { rows } = await client.query<StoredRevision>(
    `select ${headColumns}, source_id as "sourceId", is_snapshot as "isSnapshot", version, extensions, raw
     from tenders.release where ocid = any ($1) order by ocid, sequence`,
    [ocids],
  );
  return rows.map((row) => ({ ...row, raw: unpackRelease(row.raw) }));
}

/** The releases themselves, by the ids of their rows. */
export async function findBytes(client: SqlClient, ids: readonly string[]): Promise<Map<string, Buffer>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; raw: Buffer }>(
    'select id, raw from tenders.release where id = any ($1)',
    [ids],
  );
  return new Map(rows.map(({ id, raw }) => [id, unpackRelease(raw)]));
}

export async function findTenders(client: SqlClient, ocids: readonly string[]): Promise<StoredTender[]> {
  const { rows } = await client.query<StoredTender>(
    'select id, ocid, part_hashes as "partHashes" from tenders.tender where ocid = any ($1)',
    [ocids],
  );
  return rows;
}

/** Ids and dates of the releases of a process. A compiled one stands for others and does not count. */
export async function findKnownReleases(
  client: SqlClient,
  ocid: string,
): Promise<{ ids: Set<string>; seconds: Set<number> }> {
  const { rows } = await client.query<{ id: string; seconds: number }>(
    `select release_id as id, floor(extract(epoch from released_at))::float8 as seconds from tenders.release
     where ocid = $1 and not is_snapshot`,
    [ocid],
  );
  return { ids: new Set(rows.map(({ id }) => id)), seconds: new Set(rows.map(({ seconds }) => seconds)) };
}

/** A release with the facts that the batch has worked out about it. */
export type ReleaseToWrite = PreparedRelease & { sourceId: string; isCurrent: boolean };

const releaseColumns = {
  id: 'uuid',
  ocid: 'text',
  releaseId: 'text',
  isIdDerived: 'boolean',
  contentHash: 'bytea',
  sourceId: 'uuid',
  isCurrent: 'boolean',
  isSnapshot: 'boolean',
  releasedAt: 'timestamptz',
  publishedDate: 'text',
  observedAt: 'timestamptz',
  version: 'text',
  extensions: 'text[]',
  raw: 'bytea',
} satisfies CopyColumns;

/** Releases for the table of releases. The order given becomes their order of arrival. */
export function releaseRows(releases: readonly ReleaseToWrite[]): TableRows {
  return { table: 'release', columns: releaseColumns, rows: Iterator.from(releases).map(releaseRow) };
}

function releaseRow({ hash, date, raw, ...release }: ReleaseToWrite): Record<string, unknown> {
  return { ...release, contentHash: hash, publishedDate: date, raw: packRelease(raw) };
}

/** Which stored revisions count, and when their content was last seen. */
export interface RevisionMark {
  id: string;
  isCurrent: boolean;
  observedAt: string | null;
}

export async function markRevisions(client: SqlClient, marks: readonly RevisionMark[]): Promise<void> {
  if (marks.length === 0) return;
  await client.query(
    `update tenders.release as target set is_current = r."isCurrent", observed_at = r."observedAt"
     from json_to_recordset($1) as r(id uuid, "isCurrent" boolean, "observedAt" timestamptz) where target.id = r.id`,
    [JSON.stringify(marks)],
  );
}
