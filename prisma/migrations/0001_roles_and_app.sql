-- Up Migration

-- 1. What every other migration stands on: ids, the tenant function, the job queue's door.
--
-- Roles and empty schemas come from `prisma/src/roles.ts`, because they belong to the server
-- and not to one database. This file runs as hub_owner, which owns every table and never serves
-- a request.
--
-- Cost: catalogue rows only. Undo: the down section.

-- Time-ordered ids. PostgreSQL 18 makes them itself; on 15 to 17 a stand-in with the same layout
-- (RFC 9562: 48 bits of Unix milliseconds, version, 74 random bits) is created instead.
do $do$
begin
  if current_setting('server_version_num')::int >= 180000 then
    create function app.uuid_v7() returns uuid
      language sql volatile parallel safe
      as 'select pg_catalog.uuidv7()';
  else
    create function app.uuid_v7() returns uuid
      language sql volatile parallel safe
      as $fn$
        select encode(
          set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
              placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
              from 1 for 6),
            52, 1), 53, 1), 'hex')::uuid
      $fn$;
  end if;
end
$do$;
comment on function app.uuid_v7() is 'A new time-ordered id (UUID version 7).';

-- The team of the current transaction. A transaction-local setting reads as an empty string,
-- not as null, once it has ended on a pooled connection: nullif keeps the cast from failing,
-- and null matches no row, so forgetting to set the team shows nothing.
create function app.current_team_id() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.team_id', true), '')::uuid $$;
comment on function app.current_team_id() is 'Team of this transaction; null (no rows) when none is set.';

-- The person of the current transaction, for the few rows that belong to a person in every team.
create function app.current_account_id() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.account_id', true), '')::uuid $$;
comment on function app.current_account_id() is 'Account of this transaction; null when none is set.';

-- Columns that every changeable row has are kept right by the database itself.
create function app.touch_updated_at() returns trigger
  language plpgsql
  as $$
begin
  new.updated_at := now();
  return new;
end
$$;
comment on function app.touch_updated_at() is 'Trigger: updated_at is the time of the last change.';

-- The only door into the job queue. It runs as svc_worker, which owns the queue, and stamps the
-- job with the team of the transaction: a caller cannot queue work in another team's name. The job
-- key begins with the team too, so that one team cannot replace another's job.
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
comment on function app.enqueue_job(text, jsonb, text, text, timestamptz, integer)
  is 'Queues a job in the current transaction: it exists if and only if the transaction commits.';
grant create on schema app to svc_worker;
alter function app.enqueue_job(text, jsonb, text, text, timestamptz, integer) owner to svc_worker;
revoke create on schema app from svc_worker;
revoke all on function app.enqueue_job(text, jsonb, text, text, timestamptz, integer) from public;
grant execute on function app.enqueue_job(text, jsonb, text, text, timestamptz, integer) to
  svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics;

grant usage on schema app to
  svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker, hub_sign_in;

-- Down Migration

drop function app.enqueue_job(text, jsonb, text, text, timestamptz, integer);
drop function app.touch_updated_at();
drop function app.current_account_id();
drop function app.current_team_id();
drop function app.uuid_v7();
