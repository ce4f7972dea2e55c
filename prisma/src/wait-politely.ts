import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';

/** How a migration waits for a lock. */
export interface LockPatience {
  /** Longest wait for one lock: whoever comes later waits behind it. */
  readonly lockTimeoutMs: number;
  /** Between two tries, in which those who waited get through. */
  readonly pauseMs: number;
  readonly triesMax: number;
}

export const lockPatience: LockPatience = { lockTimeoutMs: 2_000, pauseMs: 1_000, triesMax: 30 };

/**
 * Runs a migration again when it did not get a lock in time; nothing of it was kept. A migration that waited longer would
 * stop everybody who wants the table after it.
 *
 * @throws the last refusal when there were too many.
 */
export async function againWhileLocked<T>(
  client: Client,
  { triesMax, pauseMs }: LockPatience,
  log: (line: string) => void,
  migration: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await migration();
    } catch (error) {
      await client.query('rollback');
      if (!isLockRefusal(error) || tries >= triesMax) throw error;
      log(`a table is in use: trying again (${tries} of ${triesMax})`);
      await pause(pauseMs);
    }
  }
}

/** No lock in time, a deadlock, or a role that another database's run changed at the same moment. */
function isLockRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return (
    error.code === '55P03' ||
    error.code === '40P01' ||
    (error.code === 'XX000' && error.message.includes('concurrently'))
  );
}
