-- Up Migration

-- 22. What a plan allows is a row with the moment from which it holds, so that it is changed without a release.
--
-- A reference table: the product's own rules, the same for every team. It has no team_id and no row-level security.
-- Services read it; only the owner of the database changes it. The newest row that has begun holds; max null means no
-- limit. A change is a new row, so that what held on a day can still be told.
--
-- Cost: a new table only. Undo: the down section (changed limits are lost; the ones below come back with the next up).

create table identity.plan_limit (
  plan text not null check (plan in ('FREE', 'BASIC', 'PRO')),
  subject text not null check (subject in ('SEARCHES_PER_DAY')),
  effective_from timestamptz not null default now(),
  max integer check (max > 0),
  primary key (plan, subject, effective_from)
);
comment on table identity.plan_limit is 'The most that a team on a plan may have or do, from a moment on; null is no limit.';

insert into identity.plan_limit (plan, subject, effective_from, max) values
  ('FREE', 'SEARCHES_PER_DAY', '2000-01-01T00:00:00Z', 3),
  ('BASIC', 'SEARCHES_PER_DAY', '2000-01-01T00:00:00Z', null),
  ('PRO', 'SEARCHES_PER_DAY', '2000-01-01T00:00:00Z', null);

grant select on identity.plan_limit to svc_tenders;

-- Down Migration

drop table identity.plan_limit;
