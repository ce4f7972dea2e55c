import { findLimitsInForce, limitSubjects, type LimitInForce } from '@hub/runtime/database';
import type { RequestScope } from '@hub/runtime/service';

/** What the team of the request may have at this moment. */
export function teamLimits({ database }: Pick<RequestScope, 'database'>): Promise<LimitInForce[]> {
  return database.read((db) => findLimitsInForce(db, limitSubjects));
}
