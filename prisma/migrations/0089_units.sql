-- Up Migration

-- 89. A team has units, such as branches and departments, and people in them.
--
-- Units are a tree of at most eight levels. A trigger holds that and refuses cycles, behind a lock for each team, so that two moves
-- at once cannot close a circle that neither would close alone.
--
-- Cost: two new tables. Undo: the down section (units and who is in them are lost).

create table identity.unit (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  parent_id uuid,
  name text not null check (length(name) between 1 and 100),
  description text check (length(description) between 1 and 300),
  created_by_membership_id uuid,
  updated_by_membership_id uuid,
  version integer not null default 1 check (version >= 1),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  check (parent_id is distinct from id),
  foreign key (team_id, parent_id) references identity.unit (team_id, id),
  foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id),
  foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id)
);
-- Two units beside each other have two names.
create unique index unit_name on identity.unit (team_id, parent_id, lower(name)) nulls not distinct;
create index unit_creator on identity.unit (team_id, created_by_membership_id);
create index unit_updater on identity.unit (team_id, updated_by_membership_id);
comment on table identity.unit is 'A part of a team, such as a branch or a department.';
comment on column identity.unit.parent_id is 'The unit that it is a part of; null for one at the top.';
create trigger touch before update on identity.unit for each row execute function app.touch_updated_at();

create table identity.unit_member (
  team_id uuid not null references identity.team (id) on delete cascade,
  unit_id uuid not null,
  membership_id uuid not null,
  created_at timestamptz(3) not null default now(),
  primary key (team_id, unit_id, membership_id),
  foreign key (team_id, unit_id) references identity.unit (team_id, id) on delete cascade,
  foreign key (team_id, membership_id) references identity.membership (team_id, id) on delete cascade
);
create index unit_member_membership on identity.unit_member (team_id, membership_id);
comment on table identity.unit_member is 'A member works in a unit of the team; in several, perhaps.';

alter table identity.unit enable row level security;
alter table identity.unit force row level security;
create policy team_isolation on identity.unit
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
alter table identity.unit_member enable row level security;
alter table identity.unit_member force row level security;
create policy team_isolation on identity.unit_member
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select, delete on identity.unit, identity.unit_member to svc_identity;
grant insert (team_id, id, parent_id, name, description, version, created_by_membership_id, updated_by_membership_id) on identity.unit
  to svc_identity;
grant update (parent_id, name, description, updated_by_membership_id, version) on identity.unit to svc_identity;
grant insert (team_id, unit_id, membership_id) on identity.unit_member to svc_identity;
grant select (team_id, id) on identity.unit to svc_tenders;

-- Not a security definer: it looks at units of the team that the transaction is of, and no others.
create function identity.keep_units_a_tree() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_above integer;
  v_below integer;
begin
  if new.parent_id is null then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended('units of ' || new.team_id, 7));
  with recursive above (id, parent_id, depth) as (
    select u.id, u.parent_id, 1 from identity.unit u where u.team_id = new.team_id and u.id = new.parent_id
    union all
    select u.id, u.parent_id, a.depth + 1 from above a
    join identity.unit u on u.team_id = new.team_id and u.id = a.parent_id
    where a.id <> new.id and a.depth < 9
  )
  select case when bool_or(a.id = new.id) then 100 else max(a.depth) end into v_above from above a;
  with recursive below (id, depth) as (
    select new.id, 1
    union all
    select u.id, b.depth + 1 from below b join identity.unit u on u.team_id = new.team_id and u.parent_id = b.id
    where b.depth < 9
  )
  select max(b.depth) into v_below from below b;
  if v_above + v_below > 8 then
    raise exception 'units of a team are a tree of at most eight levels' using errcode = 'check_violation', constraint = 'unit_tree';
  end if;
  return new;
end
$$;
comment on function identity.keep_units_a_tree() is 'Trigger: units of a team are a tree of at most eight levels, without cycles.';
revoke all on function identity.keep_units_a_tree() from public;
create trigger keep_tree before insert or update of parent_id on identity.unit
  for each row execute function identity.keep_units_a_tree();

-- Down Migration

drop table identity.unit_member, identity.unit;
drop function identity.keep_units_a_tree();
