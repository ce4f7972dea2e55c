import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { outliveConnections } from '../connections/broken-connections.js';
import { lifetimeSecondsMax } from '../connections/lifetime.js';
import { settleMessage } from './write-receipt.js';

/** What became of a transaction whose commit was sent and not answered. */
export type WriteOutcome = 'committed' | 'not committed' | 'unknown';

/** Finds out what became of transactions. */
export interface WriteOutcomes {
  /**
   * Asks on a connection of its own until the server answers, for at most the time it was made with. "Not committed"
   * is final: the transaction cannot commit any more.
   */
  of(receiptId: string): Promise<WriteOutcome>;
  close(): Promise<void>;
}

/** How {@link createWriteOutcomes} asks. */
export interface WriteOutcomesOptions {
  readonly connectionString: string;
  readonly applicationName: string;
  /** Longest time to find out, in milliseconds: a person is waiting. */
  readonly patienceMs: number;
}

const pauseMs = 100;
const attemptMs = 1_200;

/** Opens no connection yet: the first unanswered commit does. */
export function createWriteOutcomes(options: WriteOutcomesOptions): WriteOutcomes {
  let pool: pg.Pool | null = null;
  const open = (): pg.Pool => {
    const opened = new pg.Pool({
      connectionString: options.connectionString,
      application_name: options.applicationName,
      max: 2,
      connectionTimeoutMillis: attemptMs,
      query_timeout: attemptMs,
      idleTimeoutMillis: 10_000,
      maxLifetimeSeconds: lifetimeSecondsMax,
    });
    outliveConnections(opened);
    return opened;
  };

  const ask = async (receiptId: string): Promise<WriteOutcome> => {
    try {
      const answers: unknown = await (pool ??= open()).query(settleMessage(receiptId));
      const isCommitted = isCommittedIn(Array.isArray(answers) ? answers.at(-1) : null);
      if (isCommitted === null) return 'unknown';
      return isCommitted ? 'committed' : 'not committed';
    } catch {
      return 'unknown';
    }
  };

  return {
    async of(receiptId) {
      const deadline = performance.now() + options.patienceMs;
      for (;;) {
        const left = deadline - performance.now();
        if (left <= 0) return 'unknown';
        const late = wait(left, 'unknown' as const, { ref: false });
        const outcome = await Promise.race([ask(receiptId), late]);
        if (outcome !== 'unknown') return outcome;
        await wait(pauseMs);
      }
    },
    async close() {
      await pool?.end();
    },
  };
}

function isCommittedIn(result: unknown): boolean | null {
  if (typeof result !== 'object' || result === null || !('rows' in result) || !Array.isArray(result.rows)) return null;
  const row: unknown = result.rows[0];
  if (typeof row !== 'object' || row === null || !('is_committed' in row)) return null;
  return typeof row.is_committed === 'boolean' ? row.is_committed : null;
}
