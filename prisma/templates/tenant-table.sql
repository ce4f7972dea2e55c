-- Up Migration

-- N. <What a team can do now that it could not before, in one sentence.>
--
-- A tenant table: rows of teams, each seen by its own team only. Copy this file to
-- prisma/migrations/NNNN_<name>.sql, replace <schema>, <thing> and <service>, delete what you do not need, and say here:
-- Cost: <locks taken and rewrites made on a big table; "a new table only" when there are none>.
-- Undo: the down section (<what is lost>).

create table <schema>.<thing> (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  -- Enumerations are text with a check: adding a value is then one statement without a rewrite.
  status text not null default 'OPEN' check (status in ('OPEN', 'DONE')),
  -- Every text has a bound, or one team could fill the disk.
  name text not null check (length(name) between 1 and 200),
  notes text check (length(notes) <= 10000),
  -- A reference to a tenant table includes team_id, or a row could point into another team. Clearing it names its
  -- column, or team_id would be set to null with it.
  assignee_membership_id uuid,
  -- For optimistic concurrency, where people edit the row.
  version integer not null default 1 check (version >= 1),
  -- Milliseconds where a cursor carries the time.
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  -- Uniqueness is per team: across teams it would tell one team what another has.
  unique (team_id, name),
  foreign key (team_id, assignee_membership_id) references identity.membership (team_id, id)
    on delete set null (assignee_membership_id)
);
-- Each index leads with team_id, as every query does. Conditions on uuid, text, integer, boolean and time can use it
-- under row-level security; full text, arrays, numeric and jsonb cannot (their operators are not leakproof).
create index <thing>_status on <schema>.<thing> (team_id, status, id desc);
create index <thing>_assignee on <schema>.<thing> (team_id, assignee_membership_id);
comment on table <schema>.<thing> is '<What one row is, for a reader of the database.>';

create trigger touch before update on <schema>.<thing> for each row execute function app.touch_updated_at();

-- Enabled, and forced so that the owner obeys it too. One policy for all commands; a further condition goes into a
-- policy "as restrictive", because two permissive ones are joined by "or". The subselect is evaluated once a query.
alter table <schema>.<thing> enable row level security;
alter table <schema>.<thing> force row level security;
create policy team_isolation on <schema>.<thing>
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

-- Writes are granted column by column: what is left out (team_id in updates, ids, times) is the database's own.
grant usage on schema <schema> to svc_<service>;
grant select on <schema>.<thing> to svc_<service>;
grant insert (team_id, name, status, notes, assignee_membership_id, version) on <schema>.<thing> to svc_<service>;
grant update (name, status, notes, assignee_membership_id, version) on <schema>.<thing> to svc_<service>;

-- Then: a model in prisma/schema/<schema>.prisma, where times are @default(dbgenerated("now()")) so that Prisma leaves
-- them to the database. The isolation test and the catalogue lint find the table by themselves.

-- Down Migration

drop table <schema>.<thing>;
