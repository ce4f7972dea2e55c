import type { TeamTransaction } from '@hub/runtime/database';

/** A file as it was sent. */
export interface SentFile {
  readonly sha256: Buffer;
  readonly byteSize: number;
  readonly mediaType: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** What came of looking at a document: a file, that nothing changed, or why neither. */
export type FetchOutcome =
  | { readonly kind: 'sent'; readonly file: SentFile }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly error: string };

export interface FetchRecord {
  readonly sourceId: string;
  readonly url: string;
  readonly at: Date;
  readonly nextFetchAt: Date;
  readonly pacedUntil: Date | null;
  readonly outcome: FetchOutcome;
}

/** Writes up to where the allowance of document requests of a source is used up. */
export async function recordPause(
  tx: TeamTransaction,
  { sourceId, until }: { sourceId: string; until: Date | null },
): Promise<void> {
  await tx.$executeRaw`update tenders.source set documents_paced_until = ${until} where id = ${sourceId}::uuid`;
}

interface KnownFile {
  readonly id: string;
  readonly sha256: Uint8Array | null;
  readonly byteSize: bigint | null;
  readonly fetchedAt: Date | null;
}

/** Writes what came of looking at a document, and an exchange of its file with both contents; answers whether it was one. */
export async function recordFetch(tx: TeamTransaction, record: FetchRecord): Promise<boolean> {
  const { sourceId, url, at, nextFetchAt, outcome } = record;
  await recordPause(tx, { sourceId, until: record.pacedUntil });
  await tx.$executeRaw`
    insert into tenders.document_fetch (url_hash, url, source_id, checked_at, next_fetch_at)
    values (sha256(convert_to(${url}, 'UTF8')), ${url}, ${sourceId}::uuid, ${at}, ${nextFetchAt}) on conflict do nothing`;
  const [known] = await tx.$queryRaw<KnownFile[]>`
    select id, sha256, byte_size as "byteSize", fetched_at as "fetchedAt" from tenders.document_fetch
    where url_hash = sha256(convert_to(${url}, 'UTF8')) for update`;
  if (known === undefined) throw new Error('A document that was just noted is not there.');
  await tx.$executeRaw`
    update tenders.document_fetch set checked_at = ${at}, next_fetch_at = ${nextFetchAt},
      last_error = ${outcome.kind === 'failed' ? outcome.error.slice(0, 1_000) : null},
      consecutive_errors = case when ${outcome.kind === 'failed'} then consecutive_errors + 1 else 0 end,
      fetched_at = case when ${outcome.kind === 'unchanged'} and sha256 is not null then ${at} else fetched_at end
    where id = ${known.id}::uuid`;
  return outcome.kind === 'sent' ? recordFile(tx, { known, file: outcome.file, at }) : false;
}

async function recordFile(
  tx: TeamTransaction,
  { known, file, at }: { known: KnownFile; file: SentFile; at: Date },
): Promise<boolean> {
  const { sha256, byteSize, mediaType, etag, lastModified } = file;
  const isReplaced = known.sha256 !== null && !sha256.equals(known.sha256);
  if (isReplaced)
    await tx.$executeRaw`
      insert into tenders.document_replacement
        (document_fetch_id, sha256_before, sha256_after, byte_size_before, byte_size_after, last_seen_at, replaced_at)
      values (${known.id}::uuid, ${known.sha256}, ${sha256}, ${known.byteSize}, ${byteSize}, ${known.fetchedAt}, ${at})`;
  await tx.$executeRaw`
    update tenders.document_fetch set sha256 = ${sha256}, byte_size = ${byteSize}, media_type = ${mediaType}, etag = ${etag},
      last_modified = ${lastModified}, fetched_at = ${at},
      replaced_at = case when ${isReplaced} then ${at} else replaced_at end
    where id = ${known.id}::uuid`;
  return isReplaced;
}
