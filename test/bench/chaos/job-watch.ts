import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** How long jobs took. */
export interface JobCount {
  /** Jobs that were seen and are gone. */
  readonly ended: number;
  /** Jobs that have used up their tries. */
  readonly dead: readonly string[];
  /** The longest that a job took from when it was due, or from when a store came back, or its worker was killed. */
  readonly longestSeconds: number;
  readonly longestName: string;
  /** Jobs that have been due for a while and have not ended. */
  readonly open: readonly string[];
  /** Jobs that a killed worker held. */
  readonly orphaned: number;
}

/** Looks at the queue every second. */
export interface JobWatch {
  /** A store has come back: what is open has a minute from now on. */
  storeIsBack(): void;
  /** The worker of this process is about to be killed: what it holds has a minute from now on. */
  workerIsKilled(pid: number): void;
  /** Resolves when no job is open, or after the time given. */
  settled(timeoutMs: number): Promise<void>;
  count(): JobCount;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly isDue: boolean;
  /** Process that runs it; null while it waits. */
  readonly pid: number | null;
  readonly isDead: boolean;
}

interface Seen {
  name: string;
  sinceMs: number;
  pid: number | null;
}

const intervalMs = 500;
// A schedule may have made a job due in this very moment.
const soonMs = 10_000;
// A job that a later one with the same key has replaced while it ran has no tries left, and no key: nobody waits for it.
// An export may wait between two jobs: its file is what somebody waits for.
const queue = `with job as (
    select job.id::text, concat(task.identifier, ', try ', job.attempts, case when job.locked_by is null then ', waits' else ', held by ' || coalesce(runner.process, 'nobody') end, ': ' || job.last_error) as name,
      split_part(runner.process, ':', 2)::int as pid, job.payload,
      (job.attempts > 0 or job.run_at <= now()) and (job.attempts < job.max_attempts or job.locked_at is not null) as "isDue",
      job.attempts >= job.max_attempts and job.locked_at is null and job.key is not null as "isDead"
    from graphile_worker._private_jobs as job join graphile_worker._private_tasks as task on task.id = job.task_id
    left join app.job_runner as runner on runner.id = job.locked_by
  )
  select id, name, pid, "isDue", "isDead" from job
  union all
  select export.id::text, 'file of an export',
    (select max(pid) from job where payload ->> 'exportId' = export.id::text), status <> 'FAILED', status = 'FAILED'
  from tenders.export where status in ('QUEUED', 'RUNNING', 'FAILED')`;

/** Starts looking; ends with the benchmark. */
export function watchJobs(url: string, clock: () => number, onEnd: (undo: () => Promise<void>) => void): JobWatch {
  const state = { open: new Map<string, Seen>(), dead: new Map<string, string>(), ended: 0, orphaned: 0 };
  const longest = { ms: 0, name: '' };
  let isOver = false;
  const look = async (): Promise<void> => {
    while (!isOver) {
      const rows = await readQueue(url);
      // Without an answer nothing is known: what is open stays open.
      if (rows !== null) note(rows);
      await pause(intervalMs);
    }
  };
  const note = (rows: readonly Row[]): void => {
    const now = clock();
    const due = new Map(rows.filter(({ isDue }) => isDue).map((row) => [row.id, row]));
    for (const { id, name, isDead } of rows) if (isDead) state.dead.set(id, name);
    for (const [id, { name, pid }] of due) {
      const seen = state.open.get(id) ?? { name, sinceMs: now, pid };
      state.open.set(id, Object.assign(seen, { name, pid }));
    }
    for (const [id, { name, sinceMs }] of state.open) {
      if (now - sinceMs > longest.ms) Object.assign(longest, { ms: now - sinceMs, name });
      if (due.has(id)) continue;
      state.open.delete(id);
      state.ended += 1;
    }
  };
  const looking = look();
  onEnd(async () => {
    isOver = true;
    await looking;
  });
  return {
    storeIsBack() {
      for (const seen of state.open.values()) seen.sinceMs = clock();
    },
    workerIsKilled(pid) {
      const held = [...state.open.values()].filter((seen) => seen.pid === pid);
      for (const seen of held) seen.sinceMs = clock();
      state.orphaned += held.length;
    },
    async settled(timeoutMs) {
      const deadline = clock() + timeoutMs;
      // Two looks apart, for a job may queue another as it ends.
      for (let quiet = 0; quiet < 3 && clock() < deadline;) {
        quiet = state.open.size === 0 ? quiet + 1 : 0;
        await pause(2 * intervalMs);
      }
    },
    count: () => ({
      ended: state.ended,
      orphaned: state.orphaned,
      dead: [...state.dead.values()],
      open: [...state.open.values()].filter(({ sinceMs }) => clock() - sinceMs > soonMs).map(({ name }) => name),
      longestSeconds: longest.ms / 1_000,
      longestName: longest.name,
    }),
  };
}

async function readQueue(connectionString: string): Promise<readonly Row[] | null> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1_000, query_timeout: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(queue)).rows;
  } catch (error) {
    // A statement that the server does not understand is our mistake; everything else is an absence.
    if (error instanceof pg.DatabaseError && error.code?.startsWith('42') === true) throw error;
    return null;
  } finally {
    // A server that is stopped does not say goodbye.
    void client.end().catch(() => undefined);
  }
}
