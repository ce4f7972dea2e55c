-- Up Migration

-- 161. A team says which tenders were useful to it, and its ranking follows.
--
-- One row for a team and tender: the last word counts, and withdrawing deletes it. It moves ranks only, within bounds; no check, score
-- or recommendation looks at it.
--
-- Cost: a new table only. Undo: the down section (forgets what teams said).

create table insights.tender_feedback (
  team_id uuid not null references identity.team (id) on delete cascade,
  tender_id uuid not null references tenders.tender (id) on delete cascade,
  verdict text not null check (verdict in ('USEFUL', 'NOT_USEFUL')),
  -- What the verdict is about; null where it is about the tender as a whole.
  reason text check (reason in ('SECTOR', 'PLACE', 'BUYER', 'SIZE', 'TIMING', 'OTHER')),
  given_by_membership_id uuid,
  given_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (team_id, tender_id),
  foreign key (team_id, given_by_membership_id) references identity.membership (team_id, id)
    on delete set null (given_by_membership_id)
);
create index tender_feedback_tender on insights.tender_feedback (tender_id);
create index tender_feedback_given_by on insights.tender_feedback (team_id, given_by_membership_id);
comment on table insights.tender_feedback is 'Whether a team finds a tender useful: moves its ranking, and nothing else.';

create trigger touch before update on insights.tender_feedback for each row execute function app.touch_updated_at();

alter table insights.tender_feedback enable row level security;
alter table insights.tender_feedback force row level security;
create policy team_isolation on insights.tender_feedback
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select, delete on insights.tender_feedback to svc_insights;
grant insert (team_id, tender_id, verdict, reason, given_by_membership_id, given_at) on insights.tender_feedback to svc_insights;
grant update (verdict, reason, given_by_membership_id, given_at) on insights.tender_feedback to svc_insights;

-- Down Migration

drop table insights.tender_feedback;
