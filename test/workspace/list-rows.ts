import { addTender } from '../kit/tender-rows.js';
import type { TestSubgraph } from '../kit/subgraph.js';
import { addOwnTenders } from '../tenders/own-rows.js';

/** How many rows of each kind there are: enough for several pages, with ties and gaps in whatever they are sorted by. */
const rowCount = 12;
const ownCount = 6;

/** Fills a team with rows that differ in everything that lists filter and sort by; some are in the bin. */
export async function fillLists(
  { database }: TestSubgraph,
  { teamId, members }: { readonly teamId: string; readonly members: readonly [string, string] },
): Promise<void> {
  const tenders = [];
  for (let index = 0; index < rowCount; index += 1) {
    const closingAt = index % 3 === 0 ? undefined : `2026-04-${10 + (index % 5)}T09:00:00Z`;
    const { row } = await addTender(database, {
      title: `Tender ${index}`,
      ...(closingAt !== undefined && { closingAt }),
    });
    tenders.push(row);
  }
  const own = await addOwnTenders(database, {
    teamId,
    rows: Array.from({ length: ownCount }, (_none, index) => ({
      title: `Own tender ${index}`,
      ...(index % 2 === 0 && { closingAt: `2026-04-${10 + index}T09:00:00Z` }),
    })),
  });
  const values = [teamId, members, tenders];
  await database.sql(
    `insert into workspace.entry (team_id, tender_id, team_tender_id, status, priority, assignee_membership_id, updated_at)
     select $1, t, o, (array['PENDING', 'INTERESTED', 'SUBMITTED'])[1 + n % 3], (array['LOW', 'MEDIUM', 'HIGH'])[1 + n % 2],
       ($2::uuid[])[1 + n % 3], timestamptz '2026-03-01' + n % 4 * interval '1 hour'
     from unnest($3::uuid[], $4::uuid[]) with ordinality x (t, o, n)`,
    [teamId, members, [...tenders, ...own.map(() => null)], [...tenders.map(() => null), ...own]],
  );
  await database.sql(
    `insert into insights.readiness_score (team_id, tender_id, score, score_min, score_max, recommendation, inputs_hash, calculated_at)
     select $1, t, n % 4 * 10, 0, 100, 'CONSIDER', repeat('0', 64), now() from unnest($2::uuid[]) with ordinality x (t, n) where n % 5 <> 0`,
    [teamId, tenders],
  );
  // The same scores as of public ones and others between them, so that both kinds are mixed in every order.
  await database.sql(
    `insert into insights.own_readiness_score (team_id, team_tender_id, score, calculated_at)
     select $1, o, n % 4 * 10 + n % 3 * 5, now() from unnest($2::uuid[]) with ordinality x (o, n) where n % 5 <> 0`,
    [teamId, own],
  );
  await database.sql(
    `insert into workspace.project (team_id, kind, tender_id, name, stage, status, priority, capture_manager_membership_id,
       proposal_manager_membership_id, created_by_membership_id, updated_at, deleted_at)
     select $1, k.kind, case when k.kind = 'PURSUIT' then t end, 'Project ' || n % 5,
       case when k.kind = 'PURSUIT' then 'PHASE_' || n % 3 end, case when k.kind = 'PURSUIT' then 'ACTIVE' else 'IN_PROGRESS' end,
       (array['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[1 + n % 4], ($2::uuid[])[1 + n % 3], ($2::uuid[])[1 + n % 4], ($2::uuid[])[1 + n % 2],
       timestamptz '2026-03-01' + n % 4 * interval '1 hour', case when n % 7 = 0 then timestamptz '2026-03-02' end
     from unnest($3::uuid[]) with ordinality x (t, n), lateral (select case when n % 4 = 0 then 'WORK' else 'PURSUIT' end as kind) k`,
    values,
  );
  await database.sql(
    `insert into workspace.task (team_id, project_id, title, status, priority, assignee_membership_id, due_on, updated_at, deleted_at)
     select p.team_id, p.id, 'Task ' || n, (array['NOT_STARTED', 'IN_PROGRESS'])[1 + n % 2], (array['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[1 + n % 4],
       ($2::uuid[])[1 + n % 5 / 2], case when n % 3 > 0 then date '2026-03-05' + (n % 5 * 2)::integer end,
       timestamptz '2026-03-01' + n % 4 * interval '1 hour', case when n % 6 = 0 then timestamptz '2026-03-02' end
     from generate_series(1, $3::integer) n
     join lateral (select * from workspace.project where team_id = $1 and deleted_at is null order by id offset n % 2 limit 1) p on true`,
    [teamId, members, rowCount],
  );
  await database.sql(
    `insert into workspace.activity (team_id, project_id, entry_id, kind, title, starts_at, time_zone, shipley_step, tags, status,
       assignee_membership_id, change_release_id, updated_at, deleted_at)
     select $1, case when n % 2 = 0 then p.id end, case when n % 2 = 1 then e.id end, (array['MEETING', 'CALL', 'REVIEW'])[1 + n % 3],
       'Activity ' || n, timestamptz '2026-03-08' + n % 5 * interval '1 day', 'UTC', case when n % 3 = 0 then 'RED_TEAM' end,
       case when n % 2 = 0 then array['site', 'day ' || n % 3] else '{}' end, (array['PLANNED', 'CANCELLED'])[1 + n % 4 / 3], ($2::uuid[])[1 + n % 3],
       case when n % 6 = 1 then gen_random_uuid() end, timestamptz '2026-03-01' + n % 4 * interval '1 hour',
       case when n % 7 = 0 then timestamptz '2026-03-02' end
     from generate_series(1, $3::integer) n
     join lateral (select id from workspace.project where team_id = $1 and deleted_at is null order by id offset n % 3 limit 1) p on true
     join lateral (select id from workspace.entry where team_id = $1 order by id offset n % 3 limit 1) e on true`,
    [teamId, members, rowCount],
  );
  await database.sql(
    `insert into workspace.project_archive (team_id, project_id, name, kind, status, project_version, format_version, document, byte_size,
       sha256, member_count, stage_change_count, gate_decision_count, task_count, activity_count, comment_count, archived_by_membership_id)
     select $1, gen_random_uuid(), 'Archive ' || n, 'WORK', 'COMPLETED', 1, 1, d, octet_length(d), sha256(d), 0, 0, 0, 0, 0, 0, ($2::uuid[])[1 + n % 3]
     from generate_series(1, $3::integer) n, lateral (select convert_to('{}', 'UTF8') as d) x`,
    [teamId, members, rowCount],
  );
}
