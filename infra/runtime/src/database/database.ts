export { actForTeam } from './act-for-team.js';
export { currentTeam, ofCurrentTeam } from './current-team.js';
export { openDatabase } from './open-database.js';
export { ownRoleOnly } from './checks/own-role.js';
export type { ActingRole } from '@hub/prisma/roles';
export { roleOfSubgraph, urlOfRole, urlOfWorkerAs } from './service-role.js';
export { authorityOf } from './writes/claims.js';
export { duringOperation, type Operation } from './writes/current-operation.js';
export type { WriteRequest } from './writes/write-origin.js';
export { startMarking, takeMarked } from './writes/marked-tags.js';
export type { BulkPool, HubDatabase, OpenDatabaseOptions } from './open-database.js';
export {
  findLimitInForce,
  findLimitsInForce,
  findPlanLimit,
  limitBounds,
  limitSubjects,
  type LimitInForce,
  type LimitSubject,
} from './plan-limit.repository.js';
export { lockUntilCommit } from './transaction-lock.js';
export { watchDatabase } from './watch-database.js';
export type { Committed, ReadClient, TeamDatabase, TeamTransaction } from './team-database.js';
export { createdEarlier, oncePerKey } from './idempotency.js';
export type { CreatingEffect, KeyedRequest } from './idempotency.js';
export { isUniqueViolation, isForeignKeyViolation } from './database-errors.js';
