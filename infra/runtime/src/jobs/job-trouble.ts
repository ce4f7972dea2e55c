import { translateDatabaseError } from '../database/database-errors.js';
import { isHubError, isOutage } from '../errors/errors.js';
import type { StoreWatch } from '../telemetry/telemetry.js';

/**
 * True for trouble that comes from a store that is away, which its watch says once: the queue asks the database again and
 * again, and each job that fails meanwhile is tried again. The watch of the database hears of it.
 */
export function isOutageTrouble(error: unknown, database: StoreWatch): boolean {
  const trouble = translateDatabaseError(error);
  if (!isHubError(trouble, 'DATABASE_UNAVAILABLE') && !isSilence(error)) return isOutage(trouble);
  database.failed();
  database.away(error);
  return true;
}

/** A server that is stopped leaves its connections open and says nothing. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}
