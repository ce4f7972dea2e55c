import { randomUUID } from 'node:crypto';
import { addTeam as addTeamRow } from '../../kit/team-rows.js';
import { onServer } from '../database.js';
import type { JudgedTender } from '../judgement/tenders.js';

const sliceMax = 1_000;

/** Stores tenders as an import would leave them, as far as insights look; answers their ids. */
export async function addTenders(url: string, tenders: readonly JudgedTender[]): Promise<string[]> {
  const rows = tenders.map(({ source, ...tender }) => ({
    id: randomUUID(),
    title: source.title,
    description: source.description?.slice(0, 20_000) ?? null,
    special: source.specialConditions,
    category: tender.category,
    province: source.province,
    delivery: source.deliveryLocation,
    buyer: source.buyerName,
    kind: tender.noticeKind,
    cidb: source.cidb,
    bbbee: source.bbbee,
    preference: source.preference,
    briefing: source.briefing,
  }));
  await onServer(url, async (client) => {
    for (let start = 0; start < rows.length; start += sliceMax) {
      const slice = JSON.stringify(rows.slice(start, start + sliceMax));
      await client.query(
        `with input as (
           select * from jsonb_to_recordset($1) as r (id uuid, title text, description text, special text, category text,
             province text, delivery text, buyer text, kind text, cidb jsonb, bbbee jsonb, preference jsonb, briefing jsonb)
         ), tender as (
           insert into tenders.tender (id, ocid, source_id, title, description, special_conditions, category, province,
             delivery_location, buyer_name, notice_kind, lifecycle, closing_at)
           select i.id, 'ocds-bench-' || i.id, s.id, i.title, i.description, i.special, i.category, i.province, i.delivery, i.buyer,
             i.kind, 'LIVE', now() + interval '30 days'
           from input i, (select id from tenders.source limit 1) s returning id)
         insert into tenders.tender_fact (tender_id, reader_version, cidb, bbbee, preference, briefing)
         select id, 1, cidb, bbbee, preference, briefing from input`,
        [slice],
      );
    }
    await client.query('analyze tenders.tender');
  });
  return rows.map(({ id }) => id);
}

/** A team with a profile that tracks tenders. */
export async function addTeam(url: string, teamId: string, tenderIds: readonly string[]): Promise<void> {
  await onServer(url, async (client) => {
    await addTeamRow((text, values) => client.query(text, values), { id: teamId, slug: `bench-${teamId}` });
    await client.query('insert into workspace.entry (team_id, tender_id) select $1, unnest($2::uuid[])', [
      teamId,
      tenderIds,
    ]);
    await client.query(
      `insert into identity.company_profile (team_id, company_name, sectors, provinces, experience_years)
       values ($1, 'Builders', '{Construction}', '{GAUTENG,KWAZULU_NATAL}', 0)`,
      [teamId],
    );
    await client.query(`insert into identity.capability (team_id, scheme, designation) values ($1, 'CIDB', '6CE')`, [
      teamId,
    ]);
    await client.query('analyze workspace.entry');
  });
}

/** Changes what the team states and queues the scoring, as the profile's mutation does. */
export async function changeProfile(url: string, teamId: string, experienceYears: number): Promise<void> {
  await onServer(url, async (client) => {
    await client.query('begin');
    await client.query(`select set_config('app.team_id', $1, true)`, [teamId]);
    await client.query('update identity.company_profile set experience_years = $2 where team_id = $1', [
      teamId,
      experienceYears,
    ]);
    await client.query(`select app.enqueue_job('insights:rescore-team', '{}'::jsonb, $1, 'readiness:' || $1)`, [
      teamId,
    ]);
    await client.query('commit');
  });
}
