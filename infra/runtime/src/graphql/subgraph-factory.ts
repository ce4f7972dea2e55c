import type { Environment } from '../config/config.js';
import type { HubDatabase } from '../database/database.js';
import type { Subgraph } from './define-subgraph.js';

/** What a subgraph is made over. */
export interface MadeOver {
  /** The database as its own role uses it. */
  readonly database: HubDatabase;
  /** The database as svc_importer uses it; only where jobs run. */
  readonly importer?: HubDatabase;
}

/** Makes a subgraph, over its own database role. */
export type MakeSubgraph = (stores: MadeOver) => Promise<Subgraph> | Subgraph;

/**
 * What every `subgraph.ts` exports as `createSubgraph`: first it reads the settings that only this subgraph has, then,
 * when the stores are open, it is made.
 *
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export type SubgraphFactory = (env: Environment) => MakeSubgraph;
