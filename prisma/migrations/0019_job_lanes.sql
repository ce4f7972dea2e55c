-- Up Migration

-- 19. Jobs have lanes, workers give signs of life, and one call queues many jobs.
--
-- Until now a job that somebody waits for stood behind 100,000 summaries of an import, and what a killed worker held stayed
-- locked for four hours. Cost: two small indexes over waiting jobs that are not bulk work, one over running jobs; the
-- queue is locked for the moment that takes. Undo: the down section (jobs that wait keep their priority).

-- The lane of a job is its priority: the queue runs lower numbers first.
create function app.job_priority(p_lane text) returns smallint
  language plpgsql immutable strict parallel safe
  set search_path = pg_catalog, pg_temp
  as $$
begin
  case p_lane
    when 'interactive' then return 0;
    when 'schedule' then return 5;
    when 'bulk' then return 20;
    else raise exception 'There is no lane "%" for jobs: take interactive, schedule or bulk.', p_lane
      using errcode = 'invalid_parameter_value';
  end case;
end
$$;
comment on function app.job_priority(text) is 'Priority of a lane: somebody waits (0), the clock asks (5), nobody waits (20).';

-- Runners that keep a place free for one lane skip the others by this flag. It is made from the priority, whoever queues
-- the job, so that the two cannot disagree: the scheduler of the queue itself knows no flags.
create function app.flag_job_lane() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
begin
  new.flags := jsonb_build_object(
    case when new.priority >= 20 then 'bulk' when new.priority >= 5 then 'schedule' else 'interactive' end, true);
  return new;
end
$$;
comment on function app.flag_job_lane() is 'Trigger: the lane of a job is a flag, made from its priority.';
create trigger flag_lane before insert or update of priority on graphile_worker._private_jobs
  for each row execute function app.flag_job_lane();

-- A runner that looks for jobs of its lane finds them here, and does not walk over all bulk jobs to see that there is
-- none. The lists of flags stand in the order in which the runners name them.
create index job_interactive on graphile_worker._private_jobs (priority, run_at) include (id, task_id, job_queue_id)
  where is_available = true and (flags ?| array['bulk', 'schedule']::text[]) is not true;
create index job_schedule on graphile_worker._private_jobs (priority, run_at) include (id, task_id, job_queue_id)
  where is_available = true and (flags ?| array['bulk', 'interactive']::text[]) is not true;
create index job_running on graphile_worker._private_jobs (locked_by) where locked_by is not null;

-- Runners of jobs that live. One that has not been seen for a while is dead, whatever it holds is given back by any other.
-- Grows by a row for each runner that starts; a row goes with its runner, or when it is found dead.
create table app.job_runner (
  -- What the queue writes into locked_by.
  id text primary key check (length(id) between 1 and 100),
  -- Where it runs, for people.
  process text not null check (length(process) between 1 and 300),
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  -- Since when it has been seen without a gap. After an outage of the database all runners look dead for a moment, and
  -- none that has just come back may judge the others.
  steady_since timestamptz not null default now()
);
comment on table app.job_runner is 'Runners of jobs, each with its last sign of life.';
grant select, insert, update, delete on app.job_runner to svc_worker;

-- The door into the queue, now with the lane. A job that waits in a better lane under the same key stays there.
drop function app.enqueue_jobs(text, jsonb[], text[], integer);
create function app.enqueue_jobs(
  p_task text, p_payloads jsonb[], p_job_keys text[], p_max_attempts integer default 10,
  p_lane text default 'interactive', p_queues text[] default null, p_run_at timestamptz default null
) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_priority constant smallint := app.job_priority(p_lane);
  v_prefix constant text := coalesce(app.current_team_id()::text, 'public') || ':' || p_task || ':';
begin
  if p_job_keys is not null and cardinality(p_job_keys) <> cardinality(p_payloads)
    or p_queues is not null and cardinality(p_queues) <> cardinality(p_payloads) then
    raise exception 'Give each payload its key and its queue, or none of them.' using errcode = 'invalid_parameter_value';
  end if;
  if cardinality(p_payloads) = 0 then return; end if;
  perform graphile_worker.add_jobs(array(
    select row(
      p_task, (job.payload || jsonb_build_object('teamId', app.current_team_id()))::json, job.queue, p_run_at,
      p_max_attempts, v_prefix || job.key,
      least(v_priority, (
        select waiting.priority from graphile_worker._private_jobs as waiting
        where waiting.key = v_prefix || job.key and waiting.is_available)),
      null
    )::graphile_worker.job_spec
    from (
      -- Of several jobs with one key the last one counts, as it would if they were queued one after the other.
      select distinct on (coalesce(key, position::text), key is null) *
      from unnest(p_payloads, p_job_keys, p_queues) with ordinality as given (payload, key, queue, position)
      order by coalesce(key, position::text), key is null, position desc
    ) as job
    order by job.position
  ));
end
$$;
comment on function app.enqueue_jobs(text, jsonb[], text[], integer, text, text[], timestamptz)
  is 'Queues jobs of one kind in the current transaction: they exist if and only if the transaction commits.';

drop function app.enqueue_job(text, jsonb, text, text, timestamptz, integer);
create function app.enqueue_job(
  p_task text, p_payload jsonb, p_job_key text default null, p_queue text default null,
  p_run_at timestamptz default null, p_max_attempts integer default 10, p_lane text default 'interactive'
) returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select app.enqueue_jobs(
      p_task, array[p_payload], array[p_job_key], p_max_attempts, p_lane, array[p_queue], p_run_at)
  $$;
comment on function app.enqueue_job(text, jsonb, text, text, timestamptz, integer, text)
  is 'Queues one job as app.enqueue_jobs does.';

-- Whether a job of this queue would be taken up: a person who asks for one wants to know, and the queue is the worker's.
create function app.job_queue_state(p_queue text) returns text
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with alive as (select id from app.job_runner where seen_at > now() - interval '30 seconds')
    select case
      when not exists (select 1 from alive) then 'NO_WORKER'
      when queue.locked_by is null then 'FREE'
      when queue.locked_by in (select id from alive) then 'RUNNING'
      else 'HELD_BY_THE_DEAD'
    end
    from (select 1) as always
    left join graphile_worker._private_job_queues as queue on queue.queue_name = p_queue
  $$;
comment on function app.job_queue_state(text) is 'FREE, RUNNING (a job of the queue runs), HELD_BY_THE_DEAD (until it is given back) or NO_WORKER.';

grant create on schema app to svc_worker;
alter function app.enqueue_jobs(text, jsonb[], text[], integer, text, text[], timestamptz) owner to svc_worker;
alter function app.enqueue_job(text, jsonb, text, text, timestamptz, integer, text) owner to svc_worker;
alter function app.job_queue_state(text) owner to svc_worker;
revoke create on schema app from svc_worker;
revoke all on function app.job_priority(text), app.flag_job_lane(),
  app.enqueue_jobs(text, jsonb[], text[], integer, text, text[], timestamptz),
  app.enqueue_job(text, jsonb, text, text, timestamptz, integer, text), app.job_queue_state(text) from public;
grant execute on function app.job_priority(text), app.flag_job_lane() to svc_worker;
grant execute on function app.enqueue_jobs(text, jsonb[], text[], integer, text, text[], timestamptz),
  app.enqueue_job(text, jsonb, text, text, timestamptz, integer, text)
  to svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics;
grant execute on function app.enqueue_job(text, jsonb, text, text, timestamptz, integer, text) to hub_sign_in;
grant execute on function app.job_queue_state(text) to svc_tenders;

-- Alerts are asked for by the clock.
create or replace function tenders.queue_alerts(p_now timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team uuid;
  v_teams integer := 0;
begin
  for v_team in
    select t.id from identity.team t
    where exists (
      select 1 from tenders.saved_search s
      where s.team_id = t.id and tenders.awaits_matching(s, p_now, t.time_zone))
  loop
    perform set_config('app.team_id', v_team::text, true);
    perform app.enqueue_job('tenders:match-saved-searches', '{}'::jsonb, 'all', 'alerts:' || v_team, p_lane => 'schedule');
    v_teams := v_teams + 1;
  end loop;
  -- A function cannot be given this setting by who is no superuser, so it is put back by hand.
  perform set_config('app.team_id', '', true);
  return v_teams;
end
$$;

-- Down Migration

create or replace function tenders.queue_alerts(p_now timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team uuid;
  v_teams integer := 0;
begin
  for v_team in
    select t.id from identity.team t
    where exists (
      select 1 from tenders.saved_search s
      where s.team_id = t.id and tenders.awaits_matching(s, p_now, t.time_zone))
  loop
    perform set_config('app.team_id', v_team::text, true);
    perform app.enqueue_job('tenders:match-saved-searches', '{}'::jsonb, 'all', 'alerts:' || v_team);
    v_teams := v_teams + 1;
  end loop;
  perform set_config('app.team_id', '', true);
  return v_teams;
end
$$;
drop function app.job_queue_state(text);
drop function app.enqueue_job(text, jsonb, text, text, timestamptz, integer, text);
drop function app.enqueue_jobs(text, jsonb[], text[], integer, text, text[], timestamptz);
drop table app.job_runner;
drop index graphile_worker.job_interactive;
drop index graphile_worker.job_schedule;
drop index graphile_worker.job_running;
drop trigger flag_lane on graphile_worker._private_jobs;
drop function app.flag_job_lane();
drop function app.job_priority(text);

create function app.enqueue_job(
  p_task text, p_payload jsonb, p_job_key text default null,
  p_queue text default null, p_run_at timestamptz default null, p_max_attempts integer default 10
) returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select graphile_worker.add_job(
      identifier => p_task,
      payload => (p_payload || jsonb_build_object('teamId', app.current_team_id()))::json,
      queue_name => p_queue,
      run_at => p_run_at,
      max_attempts => p_max_attempts,
      job_key => coalesce(app.current_team_id()::text, 'public') || ':' || p_task || ':' || p_job_key
    );
  $$;
create function app.enqueue_jobs(p_task text, p_payloads jsonb[], p_job_keys text[], p_max_attempts integer default 10)
  returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform graphile_worker.add_jobs(array(
    select row(
      p_task, (payload || jsonb_build_object('teamId', app.current_team_id()))::json, null, null, p_max_attempts,
      coalesce(app.current_team_id()::text, 'public') || ':' || p_task || ':' || job_key, null, null
    )::graphile_worker.job_spec
    from unnest(p_payloads, p_job_keys) as job (payload, job_key)
  ));
end
$$;
grant create on schema app to svc_worker;
alter function app.enqueue_job(text, jsonb, text, text, timestamptz, integer) owner to svc_worker;
alter function app.enqueue_jobs(text, jsonb[], text[], integer) owner to svc_worker;
revoke create on schema app from svc_worker;
revoke all on function app.enqueue_job(text, jsonb, text, text, timestamptz, integer),
  app.enqueue_jobs(text, jsonb[], text[], integer) from public;
grant execute on function app.enqueue_job(text, jsonb, text, text, timestamptz, integer) to
  svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, hub_sign_in;
grant execute on function app.enqueue_jobs(text, jsonb[], text[], integer) to svc_tenders;
