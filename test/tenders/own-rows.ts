import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '../kit/database.js';

/** What matters to a test about a tender of a team's own; the rest is filled in. */
export interface OwnRow {
  readonly title: string;
  readonly description?: string;
  readonly ocid?: string;
  readonly lifecycle?: string;
  readonly province?: string;
  readonly category?: string;
  readonly procurementCategory?: string;
  readonly method?: string;
  readonly buyerName?: string;
  readonly valueAmount?: string;
  readonly valueCurrency?: string;
  readonly publishedAt?: string;
  readonly closingAt?: string;
  readonly isArchived?: boolean;
}

/** Stores a source of a team and what came through it; answers the ids of the rows. */
export async function addOwnTenders(
  database: TestDatabase,
  { teamId, rows }: { teamId: string; rows: readonly OwnRow[] },
): Promise<string[]> {
  const sourceId = randomUUID();
  await database.sql(
    `insert into tenders.team_source (team_id, id, kind, name, url, is_enabled) values ($1, $2, 'json', $3, 'https://example.org/list', false)`,
    [teamId, sourceId, `source ${sourceId}`],
  );
  return Promise.all(rows.map((row) => addOwnTender(database, { teamId, sourceId, row })));
}

async function addOwnTender(
  database: TestDatabase,
  { teamId, sourceId, row }: { teamId: string; sourceId: string; row: OwnRow },
): Promise<string> {
  const id = randomUUID();
  await database.sql(
    `insert into tenders.team_tender (team_id, id, team_source_id, external_id, title, description, ocid, lifecycle, province, category,
       procurement_category, method, buyer_name, value_amount, value_currency, published_at, closing_at, is_archived, raw, content_hash)
     values ($1, $2, $3, $2::uuid::text, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '{}', sha256('x'))`,
    [
      ...[teamId, id, sourceId, row.title, row.description ?? null, row.ocid ?? null, row.lifecycle ?? 'LIVE'],
      ...[row.province ?? null, row.category ?? null, row.procurementCategory ?? null, row.method ?? null],
      ...[row.buyerName ?? null, row.valueAmount ?? null, row.valueCurrency ?? null],
      ...[row.publishedAt ?? null, row.closingAt ?? null, row.isArchived ?? false],
    ],
  );
  return id;
}
