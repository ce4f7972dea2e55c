-- Up Migration

-- 116. Members read how an entry, a project or a task came to be what it is: which fields changed from what to what, who did it and when.
--
-- The stream of events has it all, and more than a member may read: so functions of hub_keeper answer the changes of these things alone,
-- of the current team alone. hub_keeper cannot log in, and row-level security holds for it as for everybody.
--
-- Cost: functions only. Undo: the down section.

grant select (team_id, id, subject_id, type, actor_id, written_at, body) on events.event to hub_keeper;

create function events.is_of_work(p_type text) returns boolean
  language sql immutable parallel safe
  return p_type ~ '^workspace\.(entry|project|task)_[a-z_]+$' or p_type = 'workspace.gate_decided';
comment on function events.is_of_work(text) is 'True for what happens to entries, projects and tasks.';

-- Newest first. Ids are made in the order of writing.
create function events.changes_of(p_subject_id uuid, p_before uuid, p_limit integer)
  returns table (id uuid, type text, membership_id uuid, written_at timestamptz, body jsonb)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select e.id, e.type, m.id, e.written_at, e.body
    from events.event e left join identity.membership m on m.team_id = e.team_id and m.account_id = e.actor_id
    where e.team_id = (select app.current_team_id()) and e.subject_id = p_subject_id::text and events.is_of_work(e.type)
      and e.body is not null and (p_before is null or e.id < p_before)
    order by e.id desc limit least(p_limit, 1000)
  $$;
comment on function events.changes_of(uuid, uuid, integer) is
  'What happened to an entry, a project or a task of the current team, newest first.';

create function events.count_changes_of(p_subject_id uuid) returns integer
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select count(*)::integer from events.event e
    where e.team_id = (select app.current_team_id()) and e.subject_id = p_subject_id::text and events.is_of_work(e.type)
      and e.body is not null
  $$;
comment on function events.count_changes_of(uuid) is 'How often something happened to an entry, a project or a task of the current team.';

create function events.changes_named(p_ids uuid[])
  returns table (id uuid, type text, membership_id uuid, written_at timestamptz, body jsonb)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select e.id, e.type, m.id, e.written_at, e.body
    from events.event e left join identity.membership m on m.team_id = e.team_id and m.account_id = e.actor_id
    where e.team_id = (select app.current_team_id()) and e.id = any (p_ids) and events.is_of_work(e.type)
      and e.body is not null
  $$;
comment on function events.changes_named(uuid[]) is 'Those of some events that are of entries, projects and tasks of the current team.';

grant create on schema events to hub_keeper;
alter function events.changes_of(uuid, uuid, integer) owner to hub_keeper;
alter function events.count_changes_of(uuid) owner to hub_keeper;
alter function events.changes_named(uuid[]) owner to hub_keeper;
revoke create on schema events from hub_keeper;
revoke all on function events.is_of_work(text), events.changes_of(uuid, uuid, integer), events.count_changes_of(uuid),
  events.changes_named(uuid[]) from public;
grant execute on function events.is_of_work(text) to hub_keeper;
grant execute on function events.changes_of(uuid, uuid, integer), events.count_changes_of(uuid), events.changes_named(uuid[])
  to svc_workspace;

-- Down Migration

drop function events.changes_named(uuid[]), events.count_changes_of(uuid), events.changes_of(uuid, uuid, integer),
  events.is_of_work(text);
revoke select (team_id, id, subject_id, type, actor_id, written_at, body) on events.event from hub_keeper;
