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
  /** Jobs that are due and have not ended. */
  readonly open: readonly string[];
  /** Jobs that a killed worker held. */
  readonly orphaned: number;
}

/** Looks at the queue every second. */
export interface JobWatch {
  /** A store has come back: what is open has a minute from now on. */
  storeIsBack(): void;
  /** The worker is about to be killed: what is locked now has a minute from now on. Answers how many that are. */
  workerIsKilled(): number;
  /** Resolves when no job is open, or after the time given. */
  settled(timeoutMs: number): Promise<void>;
  count(): JobCount;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly isDue: boolean;
  readonly isLocked: boolean;
  readonly isDead: boolean;
}

interface Seen {
  readonly name: string;
  sinceMs: number;
  isLocked: boolean;
}

const intervalMs = 500;
// A job that a later one with the same key has replaced while it ran has no tries left either, and no error.
// An export may wait between two jobs: its file is what somebody waits for.
const queue = `select id::text, task_identifier as name, locked_at is not null as "isLocked",
    attempts > 0 or run_at <= now() as "isDue", attempts >= max_attempts and locked_at is null and last_error is not null as "isDead"
  from graphile_worker.jobs
  union all
  select id::text, 'file of an export', status = 'RUNNING', true, status = 'FAILED'
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
    const due = new Map(rows.filter(({ isDue, isDead }) => isDue && !isDead).map((row) => [row.id, row]));
    for (const { id, name, isDead } of rows) if (isDead) state.dead.set(id, name);
    for (const [id, { name, isLocked }] of due) {
      const seen = state.open.get(id) ?? { name, sinceMs: now, isLocked };
      seen.isLocked = isLocked;
      state.open.set(id, seen);
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
    workerIsKilled() {
      const held = [...state.open.values()].filter(({ isLocked }) => isLocked);
      for (const seen of held) seen.sinceMs = clock();
      state.orphaned += held.length;
      return held.length;
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
      open: [...state.open.values()].map(({ name }) => name),
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
  } catch {
    return null;
  } finally {
    // A server that is stopped does not say goodbye.
    void client.end().catch(() => undefined);
  }
}
