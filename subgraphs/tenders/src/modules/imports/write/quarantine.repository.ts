import type { PreparedRelease, RefusedRelease } from '../prepare-release.js';
import type { SqlClient } from '../../../bulk/index.js';

/**
 * Sets releases aside; answers how many were not set aside before. One that is met again and still open gets its newest
 * reason; one that was resolved meanwhile stays resolved, because what it holds has been imported.
 */
export async function insertQuarantined(
  client: SqlClient,
  releases: readonly RefusedRelease[],
  sourceIdOf: (release: RefusedRelease) => string,
): Promise<number> {
  const once = [...new Map(releases.map((release) => [keyOf(release), release])).values()];
  if (once.length === 0) return 0;
  const { rows } = await client.query<{ isNew: boolean }>(
    `insert into tenders.quarantined_release (source_id, reason, detail, ocid, release_id, origin, content_hash, raw, facts)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[], $9::jsonb[])
     on conflict (content_hash, origin) do update set reason = excluded.reason, detail = excluded.detail, facts = excluded.facts
       where quarantined_release.resolved_at is null
         and (quarantined_release.reason, quarantined_release.detail) is distinct from (excluded.reason, excluded.detail)
     returning xmax = 0 as "isNew"`,
    [
      once.map((r) => sourceIdOf(r)),
      once.map((r) => r.reason),
      once.map((r) => r.detail),
      once.map((r) => r.ocid),
      once.map((r) => r.releaseId),
      once.map((r) => r.origin),
      once.map((r) => r.hash),
      once.map((r) => r.raw),
      once.map((r) => JSON.stringify(r.facts)),
    ],
  );
  return rows.filter(({ isNew }) => isNew).length;
}

function keyOf({ hash, origin }: RefusedRelease): string {
  return `${hash.toString('latin1')}${origin}`;
}

/** Writes with a batch what became of the rows that it tries again. */
export async function settleQuarantined(
  client: SqlClient,
  { releases, refused }: { releases: readonly PreparedRelease[]; refused: readonly RefusedRelease[] },
): Promise<void> {
  await resolveQuarantined(
    client,
    releases.flatMap(({ quarantineId }) => quarantineId ?? []),
  );
  const still = refused.filter(({ quarantineId }) => quarantineId !== undefined);
  if (still.length === 0) return;
  await client.query(
    `update tenders.quarantined_release q set replayed_at = now(), reason = r.reason, detail = r.detail,
       ocid = coalesce(r.ocid, q.ocid), release_id = coalesce(r."releaseId", q.release_id)
     from json_to_recordset($1) as r(id uuid, reason text, detail text, ocid text, "releaseId" text) where q.id = r.id`,
    [
      JSON.stringify(
        still.map(({ quarantineId: id, reason, detail, ocid, releaseId }) => ({ id, reason, detail, ocid, releaseId })),
      ),
    ],
  );
}

/** Marks rows as imported after all. */
export async function resolveQuarantined(client: SqlClient, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await client.query(
    'update tenders.quarantined_release set replayed_at = now(), resolved_at = now() where id = any ($1) and resolved_at is null',
    [ids],
  );
}
