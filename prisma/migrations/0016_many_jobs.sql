-- Up Migration

-- 16. Queueing many jobs at once: an import that changes 500 tenders asks for 500 summaries.
--
-- One call for each costs a statement and a search through the waiting jobs every time, which took longer than all the
-- rest of the batch. Cost: a new function only. Undo: the down section.

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
comment on function app.enqueue_jobs(text, jsonb[], text[], integer)
  is 'Queues many jobs of one kind as app.enqueue_job would, in the current transaction. Keys must differ.';
grant create on schema app to svc_worker;
alter function app.enqueue_jobs(text, jsonb[], text[], integer) owner to svc_worker;
revoke create on schema app from svc_worker;
revoke all on function app.enqueue_jobs(text, jsonb[], text[], integer) from public;
grant execute on function app.enqueue_jobs(text, jsonb[], text[], integer) to svc_tenders;

-- Down Migration

drop function app.enqueue_jobs(text, jsonb[], text[], integer);
