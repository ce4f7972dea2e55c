-- Up Migration

-- 98. Each rule of law says how sure it is, who confirmed it, and what is doubtful about it.
--
-- A rule is CONFIRMED, UNCONFIRMED or SUPERSEDED. Only a confirmed one decides; one that is not says so wherever it is shown. Rules
-- that are no limits or points (joint ventures, small enterprises, forms, the Act that is not in force) are rows of their own.
--
-- Cost: three small tables. Undo: the down section.

alter table insights.eligibility_rule
  add column confirmed_by text check (length(confirmed_by) between 1 and 200),
  add column doubt text check (length(doubt) between 1 and 1000);
alter table insights.preference_rule
  add column confirmed_by text check (length(confirmed_by) between 1 and 200),
  add column doubt text check (length(doubt) between 1 and 1000);
comment on column insights.eligibility_rule.confirmed_by is 'Who confirmed the row for the product; null while nobody has, though a public report may.';
comment on column insights.preference_rule.confirmed_by is 'Who confirmed the row for the product; null while nobody has, though a public report may.';

update insights.eligibility_rule set doubt = 'The figure agrees with practice; the gazette was not read. No later adjustment was found.'
  where effective_from = '2019-10-07' and grade in (2, 4, 6);
update insights.eligibility_rule set doubt = 'The table is Notice R.1224 of 14 November 2008; the row begins on the first day of 2009.'
  where effective_from = '2009-01-01';
update insights.preference_rule set doubt = 'In force from 1 April 2017; some sources hold all of these regulations invalid, not pre-qualification alone; February to May 2022 ran on exemptions.'
  where effective_from = '2017-04-01';
update insights.preference_rule set doubt = 'Whether there is a lower bound, and which system rules where the value is unclear, was not established. An estimate alone is not law. Contracts that earn income take the highest price.'
  where effective_from = '2023-01-16';

create table insights.law_rule (
  key text not null check (key ~ '^[a-z0-9-]{1,80}$'),
  subject text not null check (subject in ('JOINT_VENTURE', 'POTENTIALLY_EMERGING', 'SMALL_ENTERPRISES', 'ACT', 'ELIGIBILITY', 'FORMS')),
  statement text not null check (length(statement) between 1 and 500),
  -- Of a joint venture: the grade that is reached, and which grades together reach it.
  grade smallint check (grade between 1 and 9),
  combinations jsonb check (jsonb_typeof(combinations) = 'array' and length(combinations::text) <= 500),
  effective_from date not null,
  effective_until date check (effective_until >= effective_from),
  is_confirmed boolean not null,
  source text not null check (length(source) between 1 and 500),
  confirmed_by text check (length(confirmed_by) between 1 and 200),
  doubt text check (length(doubt) between 1 and 1000),
  primary key (key, effective_from),
  check ((subject = 'JOINT_VENTURE') = (grade is not null and combinations is not null)),
  check (is_confirmed or confirmed_by is null)
);
comment on table insights.law_rule is 'Rules of procurement law that are neither value limits nor points, by the days they were in force.';

insert into insights.law_rule (key, subject, statement, grade, combinations, effective_from, is_confirmed, source, doubt)
select 'cidb-joint-venture-' || grade, 'JOINT_VENTURE', 'Partners who together count as grade ' || grade || '.', grade, combinations::jsonb,
  date '2019-10-07', false, 'Table of a third party',
  'The CIDB''s own calculator was not obtained. The level of the lead partner and regulations 25(7A) and 25(8) are open.'
from (values
  (3, '[[2,2,2]]'), (4, '[[3,3,3]]'), (5, '[[4,4],[4,3,3]]'), (6, '[[5,5],[5,4,4]]'), (7, '[[6,6],[6,5,5]]'), (8, '[[7,7,7]]'), (9, '[[8,8,8]]')
) as table_of_grades (grade, combinations);
insert into insights.law_rule (key, subject, statement, effective_from, is_confirmed, source, doubt) values
  ('cidb-potentially-emerging', 'POTENTIALLY_EMERGING', 'A potentially emerging contractor may be accepted one grade lower under a targeted development programme.',
    '2019-10-07', false, 'Construction Industry Development Regulations, regulation 25(8)', 'Read in adverts, not in the gazette.'),
  ('cidb-sum-tendered', 'ELIGIBILITY', 'Eligibility is tested before evaluation, by the sum tendered; an estimate is only a guide.',
    '2019-10-07', false, 'Standard for Uniformity, clause 4.5.3', 'A grade that has expired today is therefore not a final "not met".'),
  ('small-enterprises', 'SMALL_ENTERPRISES', 'An EME has a turnover under R10 million, a QSE under R50 million; either may use a sworn affidavit.',
    '2023-01-16', false, 'Codes of Good Practice, as reported in 2017', 'The Construction Sector Code has limits of its own. "Only EME or QSE with 51 %" is doubtful under the regulations of 2022: it warns and does not judge.'),
  ('procurement-act-28-of-2024', 'ACT', 'The Public Procurement Act 28 of 2024 repeals the regulations of 2022 and brings set-asides, once it is proclaimed.',
    '2024-07-23', false, 'Act 28 of 2024', 'Not in force on 5 November 2025; its status since was not found. Every answer that rests on the regulations of 2022 holds only until then.'),
  ('bid-forms', 'FORMS', 'SBD 8 and SBD 9 were merged into SBD 4.',
    '2022-04-01', false, 'National Treasury, as reported', 'Buyers still ask for the old forms.'),
  ('class-sq', 'ELIGIBILITY', 'SQ is the class of steel security fencing or precast concrete.',
    '2019-10-07', false, 'Lists of classes of works', 'The two readings depend on the source.');

grant select on insights.law_rule to svc_insights;

-- Down Migration

drop table insights.law_rule;
alter table insights.eligibility_rule drop column confirmed_by, drop column doubt;
alter table insights.preference_rule drop column confirmed_by, drop column doubt;
