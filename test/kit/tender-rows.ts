import { randomUUID } from 'node:crypto';
import { encodeId } from '@hub/runtime/graphql';
import type { TestDatabase } from './database.js';

/** What matters to a test about a tender; the rest is filled in. */
export interface TenderRow {
  readonly title?: string;
  readonly lifecycle?: 'PLANNED' | 'LIVE' | 'AWARDED' | 'COMPLETE' | 'UNSUCCESSFUL' | 'CANCELLED' | 'UNKNOWN';
  readonly province?: string | null;
  readonly buyerId?: string | null;
  readonly valueAmount?: string | null;
  readonly valueCurrency?: string | null;
  readonly publishedAt?: string | null;
  readonly opensAt?: string | null;
  readonly closingAt?: string | null;
  readonly valueStatement?: string | null;
}

/** Stores a tender as an import would leave it, and answers its row's id and its id in the API. */
export async function addTender(database: TestDatabase, row: TenderRow = {}): Promise<{ row: string; id: string }> {
  const { title = 'Supply of pipes', lifecycle = 'LIVE', province = null, buyerId = null } = row;
  const { valueAmount = null, valueCurrency = null, publishedAt = null, opensAt = null, closingAt = null } = row;
  const { valueStatement = null } = row;
  const id = randomUUID();
  const shared = [lifecycle, province, buyerId, valueAmount, valueCurrency, publishedAt, opensAt, closingAt];
  await database.sql(
    `insert into tenders.tender (id, ocid, source_id, title, lifecycle, province, buyer_id, value_amount, value_currency, published_at, opens_at, closing_at)
     select $1, $2, s.id, $3, $4, $5, $6, $7, $8, $9, $10, $11 from tenders.source s limit 1`,
    [id, `ocds-test-${id}`, title, ...shared],
  );
  await database.sql(
    `with words as (insert into tenders.tender_words (tender_id, words) values ($1, to_tsvector('tenders.words', $2)))
     insert into tenders.tender_search (tender_id, lifecycle, province, buyer_id, value_amount, value_currency, published_at, opens_at, closing_at, value_statement)
     values ($1, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, title, ...shared, valueStatement],
  );
  return { row: id, id: encodeId('Tender', id) };
}

/** A tender by the columns of `tenders.tender_search`, and the text that it is found by. */
export type SearchRow = Readonly<Record<string, unknown>> & { readonly tender_id: string; readonly text: string };

/** Stores what the search knows of tenders. Words come first, as in an import, so that each is a change once. */
export async function addSearchRows(database: TestDatabase, rows: readonly SearchRow[]): Promise<void> {
  const json = JSON.stringify(rows);
  await database.sql(
    `with input as (select * from jsonb_to_recordset($1) as i(tender_id uuid, "text" text, lifecycle text)),
      tender as (insert into tenders.tender (id, ocid, source_id, title, lifecycle)
        select i.tender_id, i.tender_id::text, s.id, 'x', i.lifecycle from input i, (select id from tenders.source limit 1) s)
    insert into tenders.tender_words (tender_id, words) select tender_id, to_tsvector('tenders.words', "text") from input`,
    [json],
  );
  await database.sql(
    `insert into tenders.tender_search overriding user value
     select * from jsonb_populate_recordset(null::tenders.tender_search, $1)`,
    [json],
  );
}

/** Stores a buyer and answers its row's id. */
export async function addBuyer(database: TestDatabase, name: string): Promise<string> {
  const id = randomUUID();
  await database.sql('insert into tenders.buyer (id, key, name) values ($1, $2, $3)', [id, `test:${id}`, name]);
  return id;
}

/** Stores an award of a tender. */
export async function addAward(
  database: TestDatabase,
  award: {
    tenderId: string;
    key?: string;
    status?: string | null;
    valueAmount?: string | null;
    valueCurrency?: string | null;
  },
): Promise<void> {
  const { tenderId, key = '#1', status = 'active', valueAmount = null, valueCurrency = null } = award;
  await database.sql(
    `insert into tenders.award (tender_id, key, position, status, outcome, value_amount, value_currency)
     values ($1, $2, 1, $3, case when coalesce($3, 'active') = 'active' then 'AWARDED' else upper($3) end, $4, $5)`,
    [tenderId, key, status, valueAmount, valueCurrency],
  );
}

/** Stores a supplier that won an award, as an import would leave it, and answers its row's id. */
export async function addWinner(
  database: TestDatabase,
  { tenderId, awardKey = '#1', name }: { tenderId: string; awardKey?: string; name: string },
): Promise<string> {
  const [supplier, record] = [randomUUID(), randomUUID()];
  await database.sql('insert into tenders.supplier (id, key, name) values ($1, $2, $3)', [
    supplier,
    `test:${supplier}`,
    name,
  ]);
  await database.sql(
    `insert into tenders.supplier_record (id, source_id, key, content_hash, supplier_id, trust, name)
     select $1, t.source_id, $2, sha256('x'), $3, 9, $4 from tenders.tender t where t.id = $5`,
    [record, `test:${supplier}`, supplier, name, tenderId],
  );
  await database.sql(
    `insert into tenders.award_supplier (tender_id, award_key, record_id, seen_at) values ($1, $2, $3, '2026-01-01T00:00:00Z')`,
    [tenderId, awardKey, record],
  );
  return supplier;
}
