import { Prisma } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import { readerVersion, readingLimits, type DocumentText } from '../../document-text/index.js';

/**
 * Whether the row `x` of tenders.document_text holds for a file. What an older reader found does not, nor, after a day, that a file took
 * too much time or memory: the machine may have been busy with something else.
 */
export function isTextInForce({ byteSize, now }: { byteSize: Prisma.Sql; now: Date }): Prisma.Sql {
  return Prisma.sql`(x.reader_version = ${readerVersion} and not (
    coalesce(x.failure in ('TOO_SLOW', 'TOO_LARGE'), false) and ${byteSize} <= ${readingLimits.bytesMax}
    and x.read_at <= ${now}::timestamptz - interval '1 day'))`;
}

/** Whether a file of this content was read by the reader of today, and need not be read again. */
export async function isTextKnown(
  db: ReadClient,
  { sha256, byteSize, now }: { sha256: Uint8Array; byteSize: number; now: Date },
): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    select 1 from tenders.document_text x
    where x.sha256 = ${sha256} and ${isTextInForce({ byteSize: Prisma.sql`${byteSize}::bigint`, now })}`;
  return rows.length > 0;
}

/** Writes what a file says, in place of what an older reader found in it. */
export async function recordText(
  tx: TeamTransaction,
  { sha256, text, at }: { sha256: Uint8Array; text: DocumentText; at: Date },
): Promise<void> {
  const { failure, pageCount, isCut, pages } = text;
  await tx.$executeRaw`
    insert into tenders.document_text (sha256, reader_version, failure, page_count, is_cut, read_at)
    values (${sha256}, ${readerVersion}, ${failure}, ${pageCount}, ${isCut}, ${at})
    on conflict (sha256) do update set reader_version = excluded.reader_version, failure = excluded.failure,
      page_count = excluded.page_count, is_cut = excluded.is_cut, read_at = excluded.read_at`;
  await tx.$executeRaw`delete from tenders.document_page where sha256 = ${sha256}`;
  if (pages.length > 0)
    await tx.$executeRaw`
      insert into tenders.document_page (sha256, page, text)
      select ${sha256}, p.page, p.text from jsonb_to_recordset(${JSON.stringify(pages)}::jsonb) as p (page integer, text text)`;
}

/** Deletes at most so many texts of files that no address has, and that none had in the last 30 days; answers how many. */
export function forgetDocumentTexts(tx: TeamTransaction, max: number): Promise<number> {
  return tx.$executeRaw`
    delete from tenders.document_text where sha256 in (
      select t.sha256 from tenders.document_text t
      where t.read_at < now() - interval '30 days'
        and not exists (select from tenders.document_fetch f where f.sha256 = t.sha256)
        and not exists (select from tenders.document_replacement r
          where r.sha256_before = t.sha256 and r.replaced_at >= now() - interval '30 days')
      limit ${max})`;
}
