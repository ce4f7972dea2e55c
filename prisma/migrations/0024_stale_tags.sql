-- Up Migration

-- 24. A change of public data says in its own transaction which cached values it makes old.
--
-- Who commits tells the caches at once. If it dies before that, or Redis is away, the row is still here: the worker looks
-- every second, tells again and deletes what was told. Rolled back, the row was never there. Tags of teams are not kept:
-- what is cached of a team lives for seconds.
--
-- A reference table: tags of public data, of no team. Services may add; only the worker reads and deletes. It holds what
-- was not told yet, so it is all but empty; one row for at most 500 changed tenders. Cost: a new table only. Undo: the
-- down section (values then live as long as their lifetime when whoever changed them dies).

create table app.stale_tag (
  id bigint generated always as identity primary key,
  tags text[] not null check (cardinality(tags) between 1 and 1000 and octet_length(array_to_string(tags, '')) <= 262144),
  written_at timestamptz not null default now()
);
comment on table app.stale_tag is 'Cache tags of committed changes that the caches have not been told of for certain.';

grant insert (tags) on app.stale_tag to svc_tenders, svc_insights, svc_worker;
grant select, delete on app.stale_tag to svc_worker;

-- Down Migration

drop table app.stale_tag;
