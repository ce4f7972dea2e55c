import type { JobHelpers } from 'graphile-worker';
import type { Pool } from 'pg';
import type { LaneFigures } from '../telemetry/metrics/worker-metrics.js';

/** What a sign of life told. */
export interface Beat {
  /** Those of the runners that the table still knows. One that is missing was taken for dead, and its jobs given back. */
  readonly known: readonly string[];
  /** True when this worker has been seen without a gap for as long as makes another one dead. */
  readonly isSteady: boolean;
}

/** How much was given back. */
export interface GivenBack {
  readonly jobs: number;
  readonly queues: number;
}

/** Makes runners known. */
export async function registerRunners(pool: Pool, ids: readonly string[], process: string): Promise<void> {
  await pool.query(
    `insert into app.job_runner (id, process) select id, $2 from unnest($1::text[]) as given (id) on conflict (id) do nothing`,
    [ids, process],
  );
}

/** Gives a sign of life for runners. */
export async function beat(pool: Pool, ids: readonly string[], deadAfterMs: number): Promise<Beat> {
  const { rows } = await pool.query<{ id: string; isSteady: boolean }>(
    `update app.job_runner set seen_at = now(),
       steady_since = case when seen_at < now() - $2 * interval '1 ms' then now() else steady_since end
     where id = any($1::text[])
     returning id, steady_since <= now() - $2 * interval '1 ms' as "isSteady"`,
    [ids, deadAfterMs],
  );
  return { known: rows.map(({ id }) => id), isSteady: rows.some(({ isSteady }) => isSteady) };
}

/**
 * Runners that have not been seen for too long, and those that hold something without being known at all, such as the
 * runner of a worker that was killed before its first sign of life.
 */
export async function findDeadRunners(pool: Pool, deadAfterMs: number): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `with held as (
       select locked_by as id, locked_at from graphile_worker._private_jobs where locked_by is not null
       union all
       select locked_by, locked_at from graphile_worker._private_job_queues where locked_by is not null)
     select id from app.job_runner where seen_at < now() - $1 * interval '1 ms'
     union
     select id from held
     where locked_at < now() - $1 * interval '1 ms' and not exists (select 1 from app.job_runner as known where known.id = held.id)`,
    [deadAfterMs],
  );
  return rows.map(({ id }) => id);
}

/**
 * Forgets runners and gives back the jobs and queues that they hold. Jobs that had succeeded are done, and go. The first
 * time that a worker ends under a job the attempt does not count, for the job need not be at fault; from then on it does,
 * so that a job that kills its worker ends as a dead letter.
 */
export async function giveBack(
  pool: Pool,
  ids: readonly string[],
  succeeded: readonly string[] = [],
): Promise<GivenBack> {
  const done = 'delete from graphile_worker._private_jobs where id = any($2::bigint[]) and locked_by = any($1::text[])';
  if (succeeded.length > 0) await pool.query(done, [ids, succeeded]);
  const { rows } = await pool.query<GivenBack>(
    `with gone as (delete from app.job_runner where id = any($1::text[])),
     jobs as (
       update graphile_worker._private_jobs set locked_at = null, locked_by = null, run_at = greatest(run_at, now()),
         attempts = case when flags ? 'cut' then attempts else greatest(attempts - 1, 0) end,
         flags = coalesce(flags, '{}') || '{"cut": true}', last_error = 'The worker that ran it ended.', updated_at = now()
       where locked_by = any($1::text[]) returning id),
     queues as (
       update graphile_worker._private_job_queues set locked_at = null, locked_by = null
       where locked_by = any($1::text[]) returning id)
     select (select count(*)::int from jobs) as jobs, (select count(*)::int from queues) as queues`,
    [ids],
  );
  return rows[0] ?? { jobs: 0, queues: 0 };
}

/** Jobs that runners hold in the table and not in truth. */
export interface Strays {
  /** Runners of one worker. */
  readonly runners: readonly string[];
  /** What these runners know to hold. */
  readonly held: readonly string[];
  /** What ended well: it goes instead of being run again. */
  readonly succeeded: readonly string[];
  /** A job that was taken so lately may be on its way to its runner. */
  readonly takenForMs: number;
}

/**
 * Gives back jobs, and their queues, that were taken by runners that live and never heard of them: the connection broke
 * between the server's commit and its answer. They were not run, so the attempt does not count. Answers how many.
 */
export async function giveBackStrays(pool: Pool, { runners, held, succeeded, takenForMs }: Strays): Promise<number> {
  const { rowCount } = await pool.query(
    `with stray as (
       select id, job_queue_id from graphile_worker._private_jobs
       where locked_by = any($1::text[]) and id <> all($2::bigint[]) and locked_at < now() - $4 * interval '1 ms' for update),
     done as (
       delete from graphile_worker._private_jobs where id in (select id from stray) and id = any($3::bigint[])),
     queues as (
       update graphile_worker._private_job_queues set locked_at = null, locked_by = null
       where locked_by = any($1::text[]) and id in (select job_queue_id from stray))
     update graphile_worker._private_jobs set locked_at = null, locked_by = null, run_at = greatest(run_at, now()),
       attempts = greatest(attempts - 1, 0), updated_at = now()
     where id in (select id from stray) and id <> all($3::bigint[])`,
    [runners, held, succeeded, takenForMs],
  );
  return rowCount ?? 0;
}

/**
 * An outage uses up no attempts of a job, and no more than three of its waits: however often a job has met a store that is
 * away, it is tried again within twenty seconds. Left alone are jobs of few attempts, and those that a later one with the
 * same key has replaced.
 */
export async function spareAttempts({ query, job }: Pick<JobHelpers, 'query' | 'job'>): Promise<void> {
  await query(
    `update graphile_worker._private_jobs set attempts = least(attempts, 3)
     where id = $1 and max_attempts > 3 and key is not distinct from $2`,
    [job.id, job.key],
  );
}

/** Deletes dead letters that nobody has looked at for so many days. Answers how many. */
export async function forgetDeadLetters(pool: Pool, days: number): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from graphile_worker._private_jobs
     where attempts >= max_attempts and locked_by is null and updated_at < now() - $1 * interval '1 day'`,
    [days],
  );
  return rowCount ?? 0;
}

/** Counts the queue. Walks over all of it: some tens of milliseconds for 100,000 jobs. */
export async function countQueue(pool: Pool): Promise<readonly LaneFigures[]> {
  const { rows } = await pool.query<LaneFigures>(
    `with job as (
       select case when priority >= 20 then 'bulk' when priority >= 5 then 'schedule' else 'interactive' end as lane,
         locked_by is not null as is_running, attempts >= max_attempts and locked_by is null as is_dead,
         attempts > 0 as has_failed, run_at
       from graphile_worker._private_jobs)
     select lane,
       count(job) filter (where not is_running and not is_dead and run_at <= now())::int as waiting,
       count(job) filter (where not is_running and not is_dead and run_at > now())::int as planned,
       count(job) filter (where is_running)::int as running,
       count(job) filter (where not is_running and not is_dead and has_failed)::int as failed,
       count(job) filter (where is_dead)::int as dead,
       coalesce(extract(epoch from now() - min(run_at) filter (where not is_running and not is_dead and run_at <= now())), 0)::float8
         as "oldestSeconds"
     from unnest(array['interactive', 'schedule', 'bulk']) as known (lane) left join job using (lane) group by lane`,
  );
  return rows;
}
