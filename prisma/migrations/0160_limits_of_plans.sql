-- Up Migration

-- 160. Saved searches and tenders in one export are limits of the plan in force, as all others are: they were read from access
-- tokens, which keep a plan beyond its subscription.
--
-- Cost: six rows; two checks are made anew over a few rows. Undo: the down section (what was agreed with single teams is lost).

alter table identity.plan_limit drop constraint plan_limit_subject_check;
alter table identity.plan_limit add constraint plan_limit_subject_check
  check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS', 'SOURCES', 'EXPORTS', 'AI_TOKENS_PER_MONTH', 'SAVED_SEARCHES',
    'ROWS_PER_EXPORT'));
alter table identity.team_limit drop constraint team_limit_subject_check;
alter table identity.team_limit add constraint team_limit_subject_check
  check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS', 'SOURCES', 'EXPORTS', 'AI_TOKENS_PER_MONTH', 'SAVED_SEARCHES',
    'ROWS_PER_EXPORT'));
insert into identity.plan_limit (plan, subject, effective_from, max) values
  ('FREE', 'SAVED_SEARCHES', '2000-01-01T00:00:00Z', 3),
  ('BASIC', 'SAVED_SEARCHES', '2000-01-01T00:00:00Z', 25),
  ('PRO', 'SAVED_SEARCHES', '2000-01-01T00:00:00Z', 100),
  ('FREE', 'ROWS_PER_EXPORT', '2000-01-01T00:00:00Z', 1000),
  ('BASIC', 'ROWS_PER_EXPORT', '2000-01-01T00:00:00Z', 20000),
  ('PRO', 'ROWS_PER_EXPORT', '2000-01-01T00:00:00Z', 500000);

-- Down Migration

delete from identity.plan_limit where subject in ('SAVED_SEARCHES', 'ROWS_PER_EXPORT');
alter table identity.team_limit no force row level security;
delete from identity.team_limit where subject in ('SAVED_SEARCHES', 'ROWS_PER_EXPORT');
alter table identity.team_limit force row level security;
alter table identity.plan_limit drop constraint plan_limit_subject_check;
alter table identity.plan_limit add constraint plan_limit_subject_check
  check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS', 'SOURCES', 'EXPORTS', 'AI_TOKENS_PER_MONTH'));
alter table identity.team_limit drop constraint team_limit_subject_check;
alter table identity.team_limit add constraint team_limit_subject_check
  check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS', 'SOURCES', 'EXPORTS', 'AI_TOKENS_PER_MONTH'));
