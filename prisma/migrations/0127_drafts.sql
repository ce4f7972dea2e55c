-- Up Migration

-- 127. A team has drafts written: analyses of tenders, proposals, what is known of a buyer, its own voice. Each is a record of its own
-- with the model that wrote it, its tokens and cost, and whether the team accepted it.
--
-- Tokens of models are limited by the month. They are reserved before a model is asked, in one statement that cannot pass the limit,
-- and settled afterwards: what was reserved and not used is free again.
--
-- Cost: two new tables; the checks of two small tables are made anew. Undo: the down section (forgets drafts, and limits of tokens).

create table insights.draft (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  kind text not null check (kind in ('TENDER_ANALYSIS', 'PROPOSAL', 'CLIENT_RESEARCH', 'VOICE')),
  tender_id uuid references tenders.tender (id) on delete cascade,
  -- What the person who had it written said about it.
  brief text check (length(brief) between 1 and 4000),
  allows_model boolean not null default true,
  status text not null default 'QUEUED' check (status in ('QUEUED', 'RUNNING', 'READY', 'FAILED')),
  sections jsonb not null default '[]' check (jsonb_typeof(sections) = 'array' and length(sections::text) <= 100000),
  -- Sentences of a model that nothing in the material bears out: they were left out.
  dropped_count integer not null default 0 check (dropped_count between 0 and 10000),
  model text check (length(model) between 1 and 120),
  prompt_hash text check (prompt_hash ~ '^[0-9a-f]{64}$'),
  engine_failures jsonb not null default '[]' check (jsonb_typeof(engine_failures) = 'array' and length(engine_failures::text) <= 2000),
  budget_month date not null,
  reserved_tokens integer not null default 0 check (reserved_tokens between 0 and 1000000),
  -- Null where no model was asked.
  input_tokens integer check (input_tokens between 0 and 10000000),
  output_tokens integer check (output_tokens between 0 and 10000000),
  cost_amount numeric check (cost_amount >= 0 and cost_amount < 'Infinity'),
  cost_currency text check (app.is_currency(cost_currency)),
  decision text check (decision in ('ACCEPTED', 'REJECTED')),
  decided_at timestamptz(3),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  version integer not null default 1 check (version >= 1),
  created_by_membership_id uuid,
  updated_by_membership_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  check ((tender_id is null) = (kind = 'VOICE')),
  check ((decision is null) = (decided_at is null)),
  check ((cost_amount is null) = (cost_currency is null)),
  foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id),
  foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id)
);
create index draft_kind on insights.draft (team_id, kind, id desc);
create index draft_status on insights.draft (team_id, status, updated_at);
create index draft_decision on insights.draft (team_id, decision, id desc);
create index draft_tender on insights.draft (tender_id);
create index draft_of_tender on insights.draft (team_id, tender_id, id desc);
create index draft_updated_by on insights.draft (team_id, updated_by_membership_id);
create index draft_created_by on insights.draft (team_id, created_by_membership_id);
comment on table insights.draft is 'A text that the product wrote for a team, by a model or by itself; never a person''s own text.';

create trigger touch before update on insights.draft for each row execute function app.touch_updated_at();

alter table insights.draft enable row level security;
alter table insights.draft force row level security;
create policy team_isolation on insights.draft
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select on insights.draft to svc_insights;
grant insert (team_id, kind, tender_id, brief, allows_model, status, sections, dropped_count, engine_failures, budget_month,
  reserved_tokens, version, created_by_membership_id, updated_by_membership_id) on insights.draft to svc_insights;
grant update (status, sections, dropped_count, model, prompt_hash, engine_failures, input_tokens, output_tokens, cost_amount,
  cost_currency, decision, decided_at, updated_by_membership_id, started_at, finished_at, version) on insights.draft to svc_insights;
grant usage on schema insights to svc_tenders;
grant select (team_id, id) on insights.draft to svc_tenders;

create table insights.token_budget (
  team_id uuid not null references identity.team (id) on delete cascade,
  month date not null check (extract(day from month) = 1),
  reserved bigint not null default 0 check (reserved >= 0),
  used bigint not null default 0 check (used >= 0),
  updated_at timestamptz(3) not null default now(),
  primary key (team_id, month)
);
comment on table insights.token_budget is 'Tokens of models that a team has used in a month (UTC), and those that running drafts may still use.';
create trigger touch before update on insights.token_budget for each row execute function app.touch_updated_at();
alter table insights.token_budget enable row level security;
alter table insights.token_budget force row level security;
create policy team_isolation on insights.token_budget
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select on insights.token_budget to svc_insights;
grant insert (team_id, month, reserved), update (reserved, used) on insights.token_budget to svc_insights;

alter table identity.plan_limit drop constraint plan_limit_subject_check;
alter table identity.plan_limit add constraint plan_limit_subject_check
  check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS', 'SOURCES', 'EXPORTS', 'AI_TOKENS_PER_MONTH'));
alter table identity.team_limit drop constraint team_limit_subject_check;
alter table identity.team_limit add constraint team_limit_subject_check
  check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS', 'SOURCES', 'EXPORTS', 'AI_TOKENS_PER_MONTH'));
insert into identity.plan_limit (plan, subject, effective_from, max) values
  ('FREE', 'AI_TOKENS_PER_MONTH', '2000-01-01T00:00:00Z', 50000),
  ('BASIC', 'AI_TOKENS_PER_MONTH', '2000-01-01T00:00:00Z', 1000000),
  ('PRO', 'AI_TOKENS_PER_MONTH', '2000-01-01T00:00:00Z', 10000000);
grant select (id, plan, subscription_expires_at) on identity.team to svc_insights;
-- What else a buyer has published.
grant select (buyer_id) on tenders.tender to svc_insights;
grant select (team_id, subject, max) on identity.team_limit to svc_insights;
grant select (plan, subject, effective_from, max) on identity.plan_limit to svc_insights;
grant select, delete on app.idempotency to svc_insights;
grant insert (team_id, caller, key, operation, input_hash), update (created_id) on app.idempotency to svc_insights;

-- Down Migration

revoke insert (team_id, caller, key, operation, input_hash), update (created_id) on app.idempotency from svc_insights;
revoke select, delete on app.idempotency from svc_insights;
revoke select (plan, subject, effective_from, max) on identity.plan_limit from svc_insights;
revoke select (team_id, subject, max) on identity.team_limit from svc_insights;
revoke select (id, plan, subscription_expires_at) on identity.team from svc_insights;
revoke select (buyer_id) on tenders.tender from svc_insights;
delete from identity.plan_limit where subject = 'AI_TOKENS_PER_MONTH';
alter table identity.team_limit no force row level security;
delete from identity.team_limit where subject = 'AI_TOKENS_PER_MONTH';
alter table identity.team_limit force row level security;
alter table identity.plan_limit drop constraint plan_limit_subject_check;
alter table identity.plan_limit add constraint plan_limit_subject_check
  check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS', 'SOURCES', 'EXPORTS'));
alter table identity.team_limit drop constraint team_limit_subject_check;
alter table identity.team_limit add constraint team_limit_subject_check
  check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS', 'SOURCES', 'EXPORTS'));
drop table insights.token_budget;
drop table insights.draft;
revoke usage on schema insights from svc_tenders;
