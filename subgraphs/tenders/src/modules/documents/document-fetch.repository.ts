import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { DocumentText } from '../../document-text/index.js';
import { countOfParents, type PlacedCount, type PlacedRow, type SlicesQuery } from '@hub/runtime/loaders';

/** What was found behind the address of a document. */
export interface FetchedFile {
  readonly id: string;
  readonly url: string;
  readonly checksum: string | null;
  readonly byteSize: number | null;
  readonly mediaType: string | null;
  readonly fetchedAt: Date | null;
  readonly replacedAt: Date | null;
  /** Null until it was read. */
  readonly text: FileText | null;
}

/** What became of reading a file. */
export interface FileText extends Pick<DocumentText, 'isCut' | 'failure'> {
  readonly pageCount: number;
}

/** What replacements are sorted by: ids are time-ordered. */
export type ReplacementPosition = [string];

/** A file that was replaced at its address. */
export interface ReplacementRow {
  readonly id: string;
  readonly checksumBefore: string;
  readonly checksumAfter: string;
  readonly byteSizeBefore: number;
  readonly byteSizeAfter: number;
  readonly lastSeenAt: Date;
  readonly replacedAt: Date;
}

/** What is known of files by their addresses. */
export function findFiles(db: ReadClient, urls: readonly string[]): Promise<FetchedFile[]> {
  return db.$queryRaw<FetchedFile[]>`
    select f.id, f.url, encode(f.sha256, 'hex') as checksum, f.byte_size::integer as "byteSize", f.media_type as "mediaType",
      f.fetched_at as "fetchedAt", f.replaced_at as "replacedAt",
      case when t.sha256 is not null
        then jsonb_build_object('pageCount', coalesce(t.page_count, 0), 'isCut', t.is_cut, 'failure', t.failure) end as text
    from tenders.document_fetch f
    left join tenders.document_text t on t.sha256 = f.sha256
    where url_hash in (select sha256(convert_to(url, 'UTF8')) from unnest(${urls}::text[]) as url)`;
}

/** When files of tenders were last exchanged; tenders without an exchange are left out. */
export function findReplacedAt(
  db: ReadClient,
  tenderIds: readonly string[],
): Promise<{ tenderId: string; replacedAt: Date }[]> {
  return db.$queryRaw<{ tenderId: string; replacedAt: Date }[]>`
    select d.tender_id as "tenderId", max(f.replaced_at) as "replacedAt"
    from tenders.tender_document d
    join tenders.document_fetch f on f.url_hash = sha256(convert_to(d.url, 'UTF8'))
    where d.tender_id = any (${tenderIds}::uuid[]) and f.replaced_at is not null
    group by d.tender_id`;
}

const replacementColumns = Prisma.sql`id, encode(sha256_before, 'hex') as "checksumBefore",
  encode(sha256_after, 'hex') as "checksumAfter", byte_size_before::integer as "byteSizeBefore",
  byte_size_after::integer as "byteSizeAfter", last_seen_at as "lastSeenAt", replaced_at as "replacedAt"`;

/** Replacements of files by id. */
export function findReplacementsByIds(db: ReadClient, ids: readonly string[]): Promise<ReplacementRow[]> {
  return db.$queryRaw<ReplacementRow[]>`
    select ${replacementColumns} from tenders.document_replacement where id = any (${[...ids]}::uuid[])`;
}

/** Replacements of files, each list newest first. */
export function findReplacements(
  db: ReadClient,
  { parents, after, take }: SlicesQuery<ReplacementPosition, string>,
): Promise<PlacedRow<ReplacementRow>[]> {
  return db.$queryRaw<PlacedRow<ReplacementRow>[]>`
    select r.*, parent.place::integer - 1 as place
    from unnest(${parents}::uuid[]) with ordinality as parent (id, place)
    cross join lateral (
      select ${replacementColumns}
      from tenders.document_replacement
      where document_fetch_id = parent.id and id < coalesce(${after?.[0] ?? null}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      order by id desc limit ${take}
    ) r
    order by place, r.id desc`;
}

export function countReplacements(db: ReadClient, fileIds: readonly string[]): Promise<PlacedCount[]> {
  const rows = Prisma.sql`join tenders.document_replacement r on r.document_fetch_id = parent.id`;
  return countOfParents(db, fileIds, { rows });
}
