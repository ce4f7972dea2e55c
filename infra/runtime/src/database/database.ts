export { openDatabase } from './open-database.js';
export { ownRoleOnly } from './own-role.js';
export { roleOfSubgraph, urlOfRole, urlOfWorkerAs } from './service-role.js';
export type { BulkPool, HubDatabase, OpenDatabaseOptions } from './open-database.js';
export { lockUntilCommit } from './transaction-lock.js';
export { watchDatabase } from './watch-database.js';
export type { ReadClient, TeamDatabase, TeamTransaction } from './team-database.js';
export { isUniqueViolation, isForeignKeyViolation } from './database-errors.js';
