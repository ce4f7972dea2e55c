import type pg from 'pg';

/** How much a team has. */
export interface TeamSize {
  readonly people: number;
  readonly projects: number;
  readonly tasksOfProject: number;
}

/** Adds teams that have nothing yet; answers their ids. */
export async function addTeams(client: pg.Client, count: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `insert into identity.team (id, slug, name)
     select t.id, 'bench-team-' || t.n, 'Team ' || t.n from (select gen_random_uuid() as id, n from generate_series(1, $1) n) t
     returning id`,
    [count],
  );
  return rows.map(({ id }) => id);
}

/** Fills teams with people, projects, tasks and entries, the same for each. Rows go in by set, past the product. */
export async function fillTeams(client: pg.Client, teamIds: readonly string[], size: TeamSize): Promise<void> {
  await client.query(
    `with people as (
       insert into identity.account (id, email, display_name)
       select gen_random_uuid(), 'person-' || n || '@' || t.id || '.example', 'Person ' || n
       from unnest($1::uuid[]) t (id), generate_series(1, $2) n
       returning id, substring(email from '@(.{36})')::uuid as team_id
     ) insert into identity.membership (team_id, account_id, role) select team_id, id, case when place = 1 then 'owner' else 'member' end
       from (select team_id, id, row_number() over (partition by team_id order by id) as place from people) p`,
    [teamIds, size.people],
  );
  await client.query(
    `with tenders as (select array_agg(id order by id) as ids from tenders.tender),
     members as (
       select team_id, array_agg(id order by id) as ids from identity.membership where team_id = any ($1::uuid[]) group by team_id
     )
     insert into workspace.project (team_id, kind, tender_id, name, stage, status, priority, capture_manager_membership_id, updated_at)
     select m.team_id, k.kind, case when k.kind = 'PURSUIT' then x.ids[1 + n % array_length(x.ids, 1)] end, 'Project ' || n,
       case when k.kind = 'PURSUIT' then 'PHASE_' || n % 7 end, case when k.kind = 'PURSUIT' then 'ACTIVE' else 'IN_PROGRESS' end,
       (array['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[1 + n % 4], m.ids[1 + n % array_length(m.ids, 1)], now() - n * interval '1 minute'
     from members m, tenders x, generate_series(1, $2) n, lateral (select case when n % 4 = 0 then 'WORK' else 'PURSUIT' end as kind) k`,
    [teamIds, size.projects],
  );
  await client.query(
    `with members as (
       select team_id, array_agg(id order by id) as ids from identity.membership where team_id = any ($1::uuid[]) group by team_id
     ), projects as (
       select team_id, id, row_number() over (partition by team_id order by id) as place from workspace.project where team_id = any ($1::uuid[])
     )
     insert into workspace.task (team_id, project_id, title, description, status, priority, assignee_membership_id, due_on, updated_at)
     select p.team_id, p.id, 'Task ' || n || ' of project ' || p.place, repeat('What is to be done. ', 10),
       (array['NOT_STARTED', 'IN_PROGRESS', 'COMPLETED'])[1 + (p.place + n) % 3], (array['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[1 + n % 4],
       m.ids[1 + (p.place * 7 + n) % array_length(m.ids, 1)], current_date - 60 + ((p.place * 13 + n * 7) % 180)::integer,
       now() - (p.place * 50 + n) * interval '1 second'
     from projects p join members m using (team_id), generate_series(1, $2) n`,
    [teamIds, size.tasksOfProject],
  );
  await client.query(
    `insert into workspace.entry (team_id, tender_id, priority)
     select t.id, x.id, 'HIGH' from unnest($1::uuid[]) t (id), tenders.tender x on conflict do nothing`,
    [teamIds],
  );
}
