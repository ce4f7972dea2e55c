import type { ReadClient } from '@hub/runtime/database';
import { z } from 'zod';
import { tenderFactsRow } from '../tender-facts/tender-facts.js';

const ownTenderRow = tenderFactsRow.extend({
  kind: z.enum(['TENDER', 'MARKETPLACE_JOB']),
  skills: z.array(z.string()),
  budgetMin: z.string().nullable(),
  budgetMax: z.string().nullable(),
  client: z.unknown(),
});

/** What a tender or job of the current team's own tells. */
export type OwnTender = z.output<typeof ownTenderRow>;

/**
 * Tenders of the current team's own: row-level security leaves only these. What the tenders subgraph reads out of public texts (grades,
 * levels) is not read out of these, so it is unknown and never met.
 */
export async function findOwnTenders(db: ReadClient, ids: readonly string[]): Promise<ReadonlyMap<string, OwnTender>> {
  const rows = await db.$queryRaw<unknown[]>`
    select t.id, t.version, t.kind, t.title, t.description, t.category, t.language, t.province, t.lifecycle, t.skills,
      t.delivery_location as "deliveryLocation", t.buyer_name as "buyerName", t.method_details as "methodDetails",
      t.procurement_category as "procurementCategory", 'TENDER' as "noticeKind",
      t.special_conditions as "specialConditions", t.value_amount::text as "valueAmount",
      t.value_currency as "valueCurrency", t.published_at as "publishedAt", t.closing_at as "closingAt",
      coalesce(s.time_zone, substring(t.closing_raw from '[+-][0-9]{2}:[0-9]{2}$')) as "timeZone",
      t.budget_min::text as "budgetMin", t.budget_max::text as "budgetMax", t.client,
      null as cidb, null as bbbee, null as preference, null as briefing, '[]'::jsonb as briefings, t.skills as "itemNames"
    from tenders.team_tender t join tenders.team_source s on s.team_id = t.team_id and s.id = t.team_source_id
    where t.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => ownTenderRow.parse(row)).map((tender) => [tender.id, tender]));
}
