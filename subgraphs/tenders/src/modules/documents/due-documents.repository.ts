import { Prisma } from '@hub/prisma/client';
import type { ReadClient, TeamDatabase } from '@hub/runtime/database';
import { documentSettings, type DocumentSettings } from './document-settings.js';
import { isTextInForce } from './document-text.repository.js';

/** A document whose time has come. */
export interface DueDocument {
  readonly url: string;
  readonly filename: string | null;
  readonly format: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly consecutiveErrors: number;
}

/** A source whose documents are fetched. */
export interface DocumentSource {
  readonly id: string;
  readonly settings: DocumentSettings;
  readonly pacedUntil: Date | null;
}

/** Sources whose documents are fetched. @param id - only this one; null for all. */
export async function findDocumentSources(database: TeamDatabase, id: string | null): Promise<DocumentSource[]> {
  const rows = await database.readPublic((db) =>
    db.source.findMany({
      where: { isEnabled: true, settings: { path: ['fetchDocuments'], equals: true }, ...(id !== null && { id }) },
      orderBy: { name: 'asc' },
      select: { id: true, settings: true, documentsPacedUntil: true },
    }),
  );
  return rows.flatMap((row) => {
    const settings = documentSettings.safeParse(row.settings);
    return settings.success ? [{ id: row.id, settings: settings.data, pacedUntil: row.documentsPacedUntil }] : [];
  });
}

/**
 * Documents to look at, each address once. Those of open tenders come first, of these the ones never seen and the ones
 * closing soonest; they are looked at again and again. Those of tenders lately published and closed are looked at once.
 */
export async function findDueDocuments(database: TeamDatabase, query: DueQuery): Promise<DueDocument[]> {
  const open = await database.readPublic((db) => findOpen(db, query));
  const due = open.length > 0 ? open : await database.readPublic((db) => findRecent(db, query));
  return [...new Map(due.map((document) => [document.url, document])).values()];
}

interface DueQuery {
  readonly sourceId: string;
  readonly now: Date;
  readonly take: number;
}

// What was not read yet must be sent again, changed or not.
const columns = Prisma.sql`d.url, d.filename, d.format,
  case when x.sha256 is not null then f.etag end as etag,
  case when x.sha256 is not null then f.last_modified end as "lastModified",
  coalesce(f.consecutive_errors, 0) as "consecutiveErrors"`;

const fromDocuments = (now: Date): Prisma.Sql => Prisma.sql`tenders.tender_search s
  join tenders.tender t on t.id = s.tender_id
  join tenders.tender_document d on d.tender_id = t.id and d.url is not null
  left join tenders.document_fetch f on f.url_hash = sha256(convert_to(d.url, 'UTF8'))
  left join tenders.document_text x on x.sha256 = f.sha256 and ${isTextInForce({ byteSize: Prisma.sql`f.byte_size`, now })}`;

function findOpen(db: ReadClient, { sourceId, now, take }: DueQuery): Promise<DueDocument[]> {
  return db.$queryRaw<DueDocument[]>`
    select ${columns} from ${fromDocuments(now)}
    where t.source_id = ${sourceId}::uuid and s.closing_at > ${now}
      and s.lifecycle not in ('CANCELLED', 'UNSUCCESSFUL', 'COMPLETE') and (f.id is null or f.next_fetch_at <= ${now})
    order by f.next_fetch_at nulls first, s.closing_at, d.url limit ${take}`;
}

// In the order of an index, so that a large source is not sorted for a few rows.
function findRecent(db: ReadClient, { sourceId, now, take }: DueQuery): Promise<DueDocument[]> {
  return db.$queryRaw<DueDocument[]>`
    select ${columns} from ${fromDocuments(now)}
    where t.source_id = ${sourceId}::uuid and s.published_at > ${now}::timestamptz - interval '90 days' and f.id is null
    order by s.published_at desc limit ${take}`;
}
