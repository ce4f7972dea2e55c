import type { ReadClient } from '@hub/runtime/database';
import { tenderFactsRow, type TenderFacts } from './tender-facts.js';

/**
 * Facts of tenders in one statement, by the columns that were granted to this service. Asking the gateway for them
 * instead (`@requires`) would send every description through it for each reader, and a job has no gateway to ask.
 */
export async function findTenderFacts(
  db: ReadClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TenderFacts>> {
  const rows = await db.$queryRaw<unknown[]>`
    select t.id, t.version, t.title, t.description, t.category, t.language, t.province, t.lifecycle,
      t.delivery_location as "deliveryLocation", t.buyer_name as "buyerName", t.method_details as "methodDetails",
      t.procurement_category as "procurementCategory", t.notice_kind as "noticeKind",
      t.special_conditions as "specialConditions",
      t.value_amount::text as "valueAmount", t.value_currency as "valueCurrency",
      t.published_at as "publishedAt", t.closing_at as "closingAt",
      coalesce(s.settings ->> 'timeZone', substring(t.closing_raw from '[+-][0-9]{2}:[0-9]{2}$')) as "timeZone", f.cidb, f.bbbee, f.preference, f.briefing,
      coalesce((
        select jsonb_agg(jsonb_build_object('heldAt', b.held_at, 'isCompulsory', b.is_compulsory, 'venue', b.venue)
          order by b.held_at nulls last, b.key)
        from tenders.briefing_session b where b.tender_id = t.id), '[]') as briefings,
      coalesce((
        select jsonb_agg(i.name order by i.position)
        from (
          select coalesce(i.classification_description, i.description) as name, i.position
          from tenders.item i where i.tender_id = t.id order by i.position limit 50) i
        where i.name is not null), '[]') as "itemNames"
    from tenders.tender t
    join tenders.source s on s.id = t.source_id
    left join tenders.tender_fact f on f.tender_id = t.id
    where t.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => tenderFactsRow.parse(row)).map((facts) => [facts.id, facts]));
}

/** Ids of tenders by the numbers that their publishers gave them. */
export async function findIdsByOcid(db: ReadClient, ocids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.$queryRaw<{ id: string; ocid: string }[]>`
    select id, ocid from tenders.tender where ocid = any(${[...ocids]}::text[])`;
  return new Map(rows.map(({ id, ocid }) => [ocid, id]));
}

/** Which of the ids are tenders. */
export async function findExistingIds(db: ReadClient, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`select id from tenders.tender where id = any(${[...ids]}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}

/** Ids of tenders in their order, a page at a time. */
export async function findTenderPage(
  db: ReadClient,
  { after, limit }: { after: string | null; limit: number },
): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select id from tenders.tender where ${after}::uuid is null or id > ${after}::uuid order by id limit ${limit}`;
  return rows.map(({ id }) => id);
}
