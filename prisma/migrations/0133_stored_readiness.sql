-- Up Migration

-- 133. Teams' readiness scores are listed, and follow what they are calculated from.
--
-- The document store keeps a score with its evidence; this row is what lists are filtered and ordered by. A team has a score of each
-- public tender that it tracks or that one of its saved searches found. Who changes a tender queues the scoring of the teams that have
-- it, through a function that looks across teams and tells nobody which; a changed rule queues that of all.
--
-- Cost: a new table, and small policies. Undo: the down section; scores are calculated again.

create table insights.readiness_score (
  team_id uuid not null references identity.team (id) on delete cascade,
  tender_id uuid not null references tenders.tender (id) on delete cascade,
  -- Null where less than half of the points is known.
  score smallint check (score between 0 and 100),
  score_min smallint not null check (score_min between 0 and 100),
  score_max smallint not null check (score_max between 0 and 100),
  recommendation text not null check (recommendation in ('PURSUE', 'CONSIDER', 'AVOID', 'UNDECIDED', 'NOTHING_TO_PURSUE')),
  -- Of all that it was calculated from, as in the document.
  inputs_hash text not null check (inputs_hash ~ '^[0-9a-f]{64}$'),
  calculated_at timestamptz(3) not null,
  primary key (team_id, tender_id)
);
create index readiness_score_order on insights.readiness_score (team_id, score desc nulls last, tender_id);
create index readiness_score_tender on insights.readiness_score (tender_id);
comment on table insights.readiness_score is 'How ready a team is for a tender that it tracks or that its saved searches found: what lists go by. The evidence is in the document store.';

alter table insights.readiness_score enable row level security;
alter table insights.readiness_score force row level security;
create policy team_isolation on insights.readiness_score
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select on insights.readiness_score to svc_insights;
grant insert (team_id, tender_id, score, score_min, score_max, recommendation, inputs_hash, calculated_at)
  on insights.readiness_score to svc_insights;
grant update (score, score_min, score_max, recommendation, inputs_hash, calculated_at) on insights.readiness_score to svc_insights;
grant delete on insights.readiness_score to svc_insights;

-- Which tenders a team tracks or has found.
grant usage on schema workspace to svc_insights, hub_sign_in;
grant select (team_id, tender_id) on workspace.entry to svc_insights, hub_sign_in;
grant select (team_id, tender_id) on tenders.saved_search_match to svc_insights, hub_sign_in;
create policy scoring_lookup on workspace.entry for select to hub_sign_in using (true);
create policy scoring_lookup on tenders.saved_search_match for select to hub_sign_in using (true);

create function insights.queue_rescoring(p_tender_ids uuid[], p_lane text default 'interactive') returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_before constant text := coalesce(current_setting('app.team_id', true), '');
  v_team record;
  v_teams integer := 0;
begin
  if cardinality(p_tender_ids) > 1000 then
    raise exception 'At most 1,000 tenders at a time.' using errcode = 'invalid_parameter_value';
  end if;
  for v_team in
    select w.team_id, jsonb_agg(w.tender_id) as tender_ids
    from (
      select team_id, tender_id from workspace.entry where tender_id = any (p_tender_ids)
      union
      select team_id, tender_id from tenders.saved_search_match where tender_id = any (p_tender_ids)
    ) w
    group by w.team_id
  loop
    perform set_config('app.team_id', v_team.team_id::text, true);
    perform app.enqueue_job('insights:score-tenders', jsonb_build_object('tenderIds', v_team.tender_ids), null,
      'readiness:' || v_team.team_id, p_lane => p_lane);
    v_teams := v_teams + 1;
  end loop;
  perform set_config('app.team_id', v_before, true);
  return v_teams;
end
$$;
comment on function insights.queue_rescoring(uuid[], text)
  is 'Queues the scoring of changed tenders for each team that tracks or has found them; answers how many teams.';

create function insights.queue_rescoring_of_all() returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_before constant text := coalesce(current_setting('app.team_id', true), '');
  v_team record;
  v_teams integer := 0;
begin
  for v_team in
    select t.id from identity.team t
    where exists (select from workspace.entry e where e.team_id = t.id)
      or exists (select from tenders.saved_search_match m where m.team_id = t.id)
  loop
    perform set_config('app.team_id', v_team.id::text, true);
    perform app.enqueue_job('insights:rescore-team', '{}'::jsonb, v_team.id::text, 'readiness:' || v_team.id, p_lane => 'schedule');
    v_teams := v_teams + 1;
  end loop;
  perform set_config('app.team_id', v_before, true);
  return v_teams;
end
$$;
comment on function insights.queue_rescoring_of_all() is 'Queues the scoring of all that teams track or have found; answers how many teams.';

-- The clock ends tenders and no change tells of it. What a team's own correction keeps open is left to the night.
create policy scoring_lookup on insights.readiness_score for select to hub_sign_in using (true);
create policy scoring_lookup on tenders.tender_override for select to hub_sign_in using (true);
grant select (team_id, tender_id, recommendation) on insights.readiness_score to hub_sign_in;
grant select (team_id, tender_id, field) on tenders.tender_override to hub_sign_in;
grant select (id, closing_at) on tenders.tender to hub_sign_in;
grant select (tender_id, held_at, is_compulsory) on tenders.briefing_session to hub_sign_in;
create function insights.queue_passed(p_now timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_ids constant uuid[] := array(
    select distinct r.tender_id from insights.readiness_score r join tenders.tender t on t.id = r.tender_id
    where r.recommendation <> 'NOTHING_TO_PURSUE'
      and (t.closing_at <= p_now
        or (select max(b.held_at) from tenders.briefing_session b where b.tender_id = t.id and b.is_compulsory) <= p_now)
      and not exists (
        select from tenders.tender_override o
        where o.team_id = r.team_id and o.tender_id = r.tender_id and o.field = 'CLOSING_AT')
    limit 20000);
begin
  for v_start in 1 .. cardinality(v_ids) by 1000 loop
    perform insights.queue_rescoring(v_ids[v_start : v_start + 999], 'schedule');
  end loop;
  return cardinality(v_ids);
end
$$;
comment on function insights.queue_passed(timestamptz)
  is 'Queues the scoring of tenders that closed, or whose compulsory briefing passed, since they were scored; answers how many.';

grant create on schema insights to hub_sign_in;
alter function insights.queue_passed(timestamptz) owner to hub_sign_in;
alter function insights.queue_rescoring(uuid[], text) owner to hub_sign_in;
alter function insights.queue_rescoring_of_all() owner to hub_sign_in;
revoke create on schema insights from hub_sign_in;
grant usage on schema insights to svc_importer, hub_sign_in;
revoke all on function insights.queue_rescoring(uuid[], text), insights.queue_rescoring_of_all(), insights.queue_passed(timestamptz)
  from public;
grant execute on function insights.queue_rescoring(uuid[], text) to svc_importer, svc_insights;
grant execute on function insights.queue_rescoring_of_all(), insights.queue_passed(timestamptz) to svc_insights;

-- Rules change by hand or by migration; whoever changes them, caches forget them and scores follow.
create function insights.rules_changed() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
begin
  insert into app.stale_tag (tags) values (array['v1:pub:tag:writes', 'v1:pub:tag:rules']);
  perform insights.queue_rescoring_of_all();
  return null;
end
$$;
create trigger rescore after insert or update or delete or truncate on insights.eligibility_rule
  for each statement execute function insights.rules_changed();
create trigger rescore after insert or update or delete or truncate on insights.preference_rule
  for each statement execute function insights.rules_changed();
create trigger rescore after insert or update or delete or truncate on insights.law_rule
  for each statement execute function insights.rules_changed();

-- Down Migration

drop trigger rescore on insights.eligibility_rule;
drop trigger rescore on insights.preference_rule;
drop trigger rescore on insights.law_rule;
drop function insights.rules_changed();
drop function insights.queue_passed(timestamptz);
revoke select (tender_id, held_at, is_compulsory) on tenders.briefing_session from hub_sign_in;
revoke select (id, closing_at) on tenders.tender from hub_sign_in;
revoke select (team_id, tender_id, field) on tenders.tender_override from hub_sign_in;
drop policy scoring_lookup on tenders.tender_override;
drop function insights.queue_rescoring_of_all();
drop function insights.queue_rescoring(uuid[], text);
drop policy scoring_lookup on workspace.entry;
drop policy scoring_lookup on tenders.saved_search_match;
revoke select (team_id, tender_id) on tenders.saved_search_match from svc_insights, hub_sign_in;
revoke select (team_id, tender_id) on workspace.entry from svc_insights, hub_sign_in;
revoke usage on schema workspace from svc_insights, hub_sign_in;
revoke usage on schema insights from svc_importer, hub_sign_in;
drop table insights.readiness_score;
