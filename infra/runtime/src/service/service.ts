/** Starting, draining and ending a process, and what one request may reach. */
export type { RequestScope } from './request-scope.js';
export { guardProcess, type GuardOptions } from './guard-process.js';
export { exitCodes, runService, type RunningService, type ServiceContext, type ServiceOptions } from './run-service.js';
export { importerPoolSize, narrowPoolSize, openSharedStores, openSubgraphStores } from './stores.js';
export type { SharedStores, StoreSettings, SubgraphStores, SubgraphStoresOptions } from './stores.js';
export { processSettingsFrom, type OperationsSettings, type ProcessSettings } from './process-config.js';
export {
  databaseAddressFrom,
  databaseUrlsOf,
  passwordVariable,
  rolePasswordsFrom,
  type DatabaseUrls,
} from './role-config.js';
export { storeSettingsFrom } from './subgraph-config.js';
export { probesOf, refuseWrongDatabase, runSubgraph } from './run-subgraph.js';
export { serveOperations, type OperationsOptions, type OperationsServer } from './operations-server.js';
export { startBackground, type BackgroundOptions } from './start-background.js';
export { watchEventLoop } from './watch-event-loop.js';
