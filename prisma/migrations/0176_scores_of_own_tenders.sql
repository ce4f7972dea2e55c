-- Up Migration

-- 176. What a team tracks of its own is listed by how ready it is for it, beside public tenders.
--
-- Scores of own tenders are calculated when they are read (0162); of those that are tracked the number is kept as well, since lists
-- cannot calculate thousands. No row means that too little is known.
--
-- Cost: a new table only. Undo: the down section; scores are calculated again.

create table insights.own_readiness_score (
  team_id uuid not null references identity.team (id) on delete cascade,
  team_tender_id uuid not null,
  score smallint not null check (score between 0 and 100),
  calculated_at timestamptz(3) not null,
  primary key (team_id, team_tender_id),
  foreign key (team_id, team_tender_id) references tenders.team_tender (team_id, id) on delete cascade
);
comment on table insights.own_readiness_score is 'How ready a team is for a tender of its own that it tracks: what lists go by.';

alter table insights.own_readiness_score enable row level security;
alter table insights.own_readiness_score force row level security;
create policy team_isolation on insights.own_readiness_score
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select, insert (team_id, team_tender_id, score, calculated_at), update (score, calculated_at), delete
  on insights.own_readiness_score to svc_insights;
grant select (team_id, team_tender_id, score) on insights.own_readiness_score to svc_workspace;
grant select (team_tender_id) on workspace.entry to svc_insights;

-- Down Migration

revoke select (team_tender_id) on workspace.entry from svc_insights;
drop table insights.own_readiness_score;
