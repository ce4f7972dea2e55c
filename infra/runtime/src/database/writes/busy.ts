import { setTimeout as wait } from 'node:timers/promises';
import { HubError } from '../../errors/errors.js';
import { databaseCodesOf } from '../database-errors.js';

/** Lock not available in time, deadlock, serialisation failure; the last is Prisma's name for the latter two. */
const busyCodes = new Set(['55P03', '40P01', '40001', 'P2034']);
/** A lock is waited for a second. There is always a second try; more only as long as nobody is kept waiting for long. */
const tryAgainWithinMs = 1_500;
const pauseMsMax = 30;

/**
 * Runs a transaction again when the server ended it because others were changing the same rows: nothing of it was kept.
 * @throws HubError `SERVICE_UNAVAILABLE` when that goes on for too long.
 */
export async function againWhileBusy<T>(transaction: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (tries > 1 && performance.now() - startedAt > tryAgainWithinMs) {
        throw new HubError('SERVICE_UNAVAILABLE', 'Others are changing the same thing. Nothing was changed.', {
          cause: error,
          retryAfterSeconds: 1,
        });
      }
      // Those that collided do not start again at the same moment.
      await wait(Math.random() * pauseMsMax);
    }
  }
}

function isBusy(error: unknown): boolean {
  return databaseCodesOf(error).some((code) => busyCodes.has(code));
}
