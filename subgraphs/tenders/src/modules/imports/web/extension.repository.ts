import { type JsonObject, canonicalJson, contentHash } from '../../../ocds/index.js';
import { extensionsLock } from './extension-lookup.repository.js';
import type { SqlClient } from '../../../bulk/index.js';

/** An extension that is still to be fetched. */
export interface MissingExtension {
  readonly url: string;
  readonly attempts: number;
}

/**
 * Extensions that are not there yet and may be asked for again.
 *
 * @param urls - only these; null for all.
 */
export async function findMissing(
  client: SqlClient,
  { urls, now, take }: { urls: readonly string[] | null; now: Date; take: number },
): Promise<MissingExtension[]> {
  const { rows } = await client.query<MissingExtension>(
    `select url, attempts from tenders.extension
     where patch is null and retry_after <= $2 and ($1::text[] is null or url = any ($1)) order by retry_after, url limit $3`,
    [urls, now, take],
  );
  return rows;
}

/**
 * Stores a patch for good, after everybody who compiles without it has finished: what they wrote is then there to be
 * compiled again, and whoever compiles later finds the patch.
 */
export async function storeExtension(
  client: SqlClient,
  { url, patch, now }: { url: string; patch: JsonObject; now: Date },
): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [extensionsLock]);
  await client.query(
    `update tenders.extension set patch = $2, patch_hash = $3, fetched_at = $4, error = null, attempts = attempts + 1
     where url = $1 and patch is null`,
    [url, canonicalJson(patch), contentHash(patch), now],
  );
}

/** Notes that an extension could not be had. */
export async function noteFailure(
  client: SqlClient,
  failure: { url: string; error: string; retryAfter: Date },
): Promise<void> {
  await client.query(
    'update tenders.extension set error = $2, retry_after = $3, attempts = attempts + 1 where url = $1 and patch is null',
    [failure.url, failure.error.slice(0, 1_000), failure.retryAfter],
  );
}

/** Extensions that are there, and by which older processes have not been compiled yet. */
export async function findUnapplied(client: SqlClient): Promise<string[]> {
  const { rows } = await client.query<{ url: string }>(
    'select url from tenders.extension where patch is not null and recompiled_at is null order by url',
  );
  return rows.map(({ url }) => url);
}

/** Processes of which a release names an extension. */
export async function findProcessesNaming(client: SqlClient, url: string): Promise<string[]> {
  // No index: it would cost every import, and this is asked once for each extension.
  const { rows } = await client.query<{ ocid: string }>(
    'select distinct ocid from tenders.release where $1 = any (extensions) order by ocid',
    [url],
  );
  return rows.map(({ ocid }) => ocid);
}

export async function markApplied(client: SqlClient, url: string, now: Date): Promise<void> {
  await client.query('update tenders.extension set recompiled_at = $2 where url = $1', [url, now]);
}
