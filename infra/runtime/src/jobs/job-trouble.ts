import { translateDatabaseError } from '../database/database-errors.js';
import { isHubError, isOutage } from '../errors/errors.js';
import type { Logger, StoreWatch } from '../telemetry/telemetry.js';
import type { WorkerOptions } from './worker.js';

/**
 * What a worker tells of its troubles, for the log. A database that is away is told to its watch instead: the queue asks
 * it again and again, and each job that fails meanwhile is tried again.
 */
export function logJobTrouble(logger: Logger, database: StoreWatch): WorkerOptions['onError'] {
  return (message, error) => {
    const trouble = translateDatabaseError(error);
    if (isHubError(trouble, 'DATABASE_UNAVAILABLE')) {
      database.failed();
      database.away(error);
    } else if (!isOutage(trouble)) logger.error({ err: error }, message);
  };
}
