import { z } from 'zod';
import { HubError } from '../errors/errors.js';

const perOperation = z.looseObject({ results: z.array(z.unknown()) });

/**
 * Mongoose leaves out of a batch what it cannot cast, and says so nowhere but in what it adds to the result.
 * @throws {HubError} BAD_USER_INPUT naming what was left out.
 */
export function refuseUnwritten(told: unknown, ids: readonly string[]): void {
  const results = perOperation.safeParse(told).data?.results ?? [];
  const unwritten = ids.filter((_id, index) => results[index] instanceof Error);
  if (unwritten.length === 0) return;
  throw new HubError('BAD_USER_INPUT', 'Some documents do not fit and were not written.', {
    details: { ids: unwritten },
    cause: results.find((result) => result instanceof Error),
  });
}
