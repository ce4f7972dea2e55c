export { openDatabase, urlOfRole } from './open-database.js';
export type { BulkPool, HubDatabase, OpenDatabaseOptions } from './open-database.js';
export { watchDatabase } from './watch-database.js';
export type { ReadClient, TeamDatabase, TeamTransaction } from './team-database.js';
export { isUniqueViolation, isForeignKeyViolation } from './database-errors.js';
