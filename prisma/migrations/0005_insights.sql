-- Up Migration

-- 5. Rules of procurement law that readiness is judged by, as dated rows.
--
-- Limits and points change with the law, and a tender is judged by the rules in force on the day it was advertised. So
-- a rule is a row with the days it was in force and where it was read, never a constant; a change of the law is a new
-- row in a new migration. What these rules lead to (summaries, scores) is kept in MongoDB.
--
-- is_confirmed is false where a figure or a day was taken from general knowledge and not yet read in a gazette. Such a
-- row may make an answer "unknown"; it never makes one "met" or "not met".
--
-- These are reference tables: nobody's secret, no row-level security, written by migrations only.
-- Cost: two new tables of a few rows. Undo: the down section.

grant usage on schema insights to svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;

create table insights.eligibility_rule (
  scheme text not null check (scheme in ('CIDB')),
  grade smallint not null check (grade between 1 and 9),
  -- The highest tender value that the grade may do; null means no limit.
  value_limit numeric check (value_limit > 0),
  currency text not null default 'ZAR',
  effective_from date not null,
  effective_until date check (effective_until >= effective_from),
  is_confirmed boolean not null,
  source text not null,
  primary key (scheme, effective_from, grade)
);
comment on table insights.eligibility_rule is 'Up to what tender value a contractor grading qualifies, by the days the limit was in force.';
comment on column insights.eligibility_rule.effective_until is 'Last day in force; null while it is.';

insert into insights.eligibility_rule (scheme, grade, value_limit, effective_from, effective_until, is_confirmed, source) values
  ('CIDB', 1,   500000, '2019-10-07', null, true,  'Gazette 42561, Notice 357 of 5 July 2019; figure as reported by Sabinet, 8 July 2019'),
  ('CIDB', 2,  1000000, '2019-10-07', null, false, 'Gazette 42561, Notice 357 of 5 July 2019; figure from general knowledge'),
  ('CIDB', 3,  3000000, '2019-10-07', null, true,  'Gazette 42561, Notice 357 of 5 July 2019; figure as reported by Sabinet, 8 July 2019'),
  ('CIDB', 4,  6000000, '2019-10-07', null, false, 'Gazette 42561, Notice 357 of 5 July 2019; figure from general knowledge'),
  ('CIDB', 5, 10000000, '2019-10-07', null, true,  'Gazette 42561, Notice 357 of 5 July 2019; figure as reported by Sabinet, 8 July 2019'),
  ('CIDB', 6, 20000000, '2019-10-07', null, false, 'Gazette 42561, Notice 357 of 5 July 2019; figure from general knowledge'),
  ('CIDB', 7, 60000000, '2019-10-07', null, true,  'Gazette 42561, Notice 357 of 5 July 2019; figure as reported by IQS and SAIOSH, 20 January 2020'),
  ('CIDB', 8, 200000000, '2019-10-07', null, true, 'Gazette 42561, Notice 357 of 5 July 2019; figure as reported by Sabinet, 8 July 2019'),
  ('CIDB', 9,     null, '2019-10-07', null, true,  'Grade 9 has no limit'),
  -- The day in 2008 on which this table began was not found; the first day of 2009 is certainly inside it.
  ('CIDB', 1,   200000, '2009-01-01', '2019-10-06', true, 'Table of 2008, superseded on 7 October 2019'),
  ('CIDB', 2,   650000, '2009-01-01', '2019-10-06', true, 'Table of 2008, superseded on 7 October 2019'),
  ('CIDB', 3,  2000000, '2009-01-01', '2019-10-06', true, 'Table of 2008, superseded on 7 October 2019'),
  ('CIDB', 4,  4000000, '2009-01-01', '2019-10-06', true, 'Table of 2008, superseded on 7 October 2019'),
  ('CIDB', 5,  6500000, '2009-01-01', '2019-10-06', true, 'Table of 2008, superseded on 7 October 2019'),
  ('CIDB', 6, 13000000, '2009-01-01', '2019-10-06', true, 'Table of 2008, superseded on 7 October 2019 (one printing says 3000000, a slip for 13000000)'),
  ('CIDB', 7, 40000000, '2009-01-01', '2019-10-06', true, 'Table of 2008, superseded on 7 October 2019'),
  ('CIDB', 8, 130000000, '2009-01-01', '2019-10-06', true, 'Table of 2008, superseded on 7 October 2019'),
  ('CIDB', 9,     null, '2009-01-01', '2019-10-06', true, 'Grade 9 has no limit');

create table insights.preference_rule (
  system text not null check (system in ('80/20', '90/10')),
  -- Tender values above value_above and up to value_limit, tax included; null means no bound, or none established.
  value_above numeric check (value_above >= 0),
  value_limit numeric check (value_limit > 0),
  currency text not null default 'ZAR',
  price_points smallint not null check (price_points between 0 and 100),
  goal_points smallint not null check (goal_points between 0 and 100),
  goal_kind text not null check (goal_kind in ('BBBEE_LEVEL', 'SPECIFIC_GOALS')),
  -- Points of B-BBEE levels 1 to 8, in order; empty where the buyer sets goals for each tender.
  level_points smallint[] not null default '{}' check (cardinality(level_points) in (0, 8)),
  effective_from date not null,
  effective_until date check (effective_until >= effective_from),
  is_confirmed boolean not null,
  source text not null,
  primary key (system, effective_from),
  check (price_points + goal_points = 100),
  check ((goal_kind = 'BBBEE_LEVEL') = (cardinality(level_points) = 8))
);
comment on table insights.preference_rule is 'Which preference point system a tender value falls under, by the days it was in force.';

insert into insights.preference_rule
  (system, value_above, value_limit, price_points, goal_points, goal_kind, level_points, effective_from, effective_until, is_confirmed, source) values
  ('80/20', null, 50000000, 80, 20, 'SPECIFIC_GOALS', '{}', '2023-01-16', null, true,
    'Preferential Procurement Regulations 2022, Gazette 47452 of 4 November 2022'),
  ('90/10', 50000000, null, 90, 10, 'SPECIFIC_GOALS', '{}', '2023-01-16', null, true,
    'Preferential Procurement Regulations 2022, Gazette 47452 of 4 November 2022'),
  ('80/20', 30000, 50000000, 80, 20, 'BBBEE_LEVEL', '{20,18,14,12,8,6,4,2}', '2017-04-01', '2023-01-15', false,
    'Preferential Procurement Regulations 2017, regulation 6; first day from general knowledge'),
  ('90/10', 50000000, null, 90, 10, 'BBBEE_LEVEL', '{10,9,6,5,4,3,2,1}', '2017-04-01', '2023-01-15', false,
    'Preferential Procurement Regulations 2017, regulation 7; first day from general knowledge');

grant select on insights.eligibility_rule, insights.preference_rule to
  svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;

-- Down Migration

drop table insights.preference_rule, insights.eligibility_rule;
revoke usage on schema insights from svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;
