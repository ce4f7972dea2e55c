import type { ReadClient } from '@hub/runtime/database';

/** A page of a fetched document that has words of a question. */
export interface DocumentPage {
  /** SHA-256 of the file, in hexadecimal. */
  readonly checksum: string;
  readonly url: string;
  readonly title: string | null;
  /** Null where the file has no pages. */
  readonly page: number | null;
  readonly text: string;
}

/** How many documents of a tender have a text that can be asked, and how many have none. */
export interface DocumentCounts {
  readonly readCount: number;
  readonly unreadCount: number;
}

/** A question to the documents of one tender. */
export interface DocumentQuestion {
  readonly tenderId: string;
  readonly question: string;
}

/** For each question the pages of the tender's documents that have most of its words, the best first, with the question's place. */
export function findDocumentPages(
  db: ReadClient,
  { questions, take }: { questions: readonly DocumentQuestion[]; take: number },
): Promise<(DocumentPage & { readonly place: number })[]> {
  return db.$queryRaw<(DocumentPage & { readonly place: number })[]>`
    select q.place::integer - 1 as place, found.*
    from unnest(${questions.map(({ tenderId }) => tenderId)}::uuid[], ${questions.map(({ question }) => question)}::text[])
      with ordinality as q (tender_id, question, place)
    -- Pages with any of the words, not with all of them: which hold enough is decided by the passage.
    cross join lateral (
      select replace(plainto_tsquery('english', q.question)::text, '&', '|')::tsquery as words
    ) query
    cross join lateral (
      select encode(file.sha256, 'hex') as checksum, file.url, file.title,
        case when t.page_count is not null then p.page end as page, p.text
      from (
        select distinct on (f.sha256) f.sha256, d.url, coalesce(d.title, d.filename) as title, d.position
        from tenders.tender_document d
        join tenders.document_fetch f on f.url_hash = sha256(convert_to(d.url, 'UTF8'))
        where d.tender_id = q.tender_id
        order by f.sha256, d.position, d.key) file
      join tenders.document_text t on t.sha256 = file.sha256
      join tenders.document_page p on p.sha256 = t.sha256
      where p.words @@ query.words
      order by ts_rank(p.words, query.words) desc, file.position, file.sha256, p.page
      limit ${take}) found`;
}

/** Counts the documents of tenders by whether their text was read; tenders without documents are left out. */
export function countDocuments(
  db: ReadClient,
  tenderIds: readonly string[],
): Promise<({ tenderId: string } & DocumentCounts)[]> {
  return db.$queryRaw<({ tenderId: string } & DocumentCounts)[]>`
    select d.tender_id as "tenderId", count(*) filter (where t.failure is null and t.sha256 is not null)::integer as "readCount",
      count(*) filter (where t.failure is not null or t.sha256 is null)::integer as "unreadCount"
    from tenders.tender_document d
    left join tenders.document_fetch f on f.url_hash = sha256(convert_to(d.url, 'UTF8'))
    left join tenders.document_text t on t.sha256 = f.sha256
    where d.tender_id = any(${[...tenderIds]}::uuid[])
    group by d.tender_id`;
}
