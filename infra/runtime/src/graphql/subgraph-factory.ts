import type { HubDatabase } from '../database/database.js';
import type { Subgraph } from './define-subgraph.js';

/** What a subgraph is made with. */
export interface SubgraphEnvironment {
  /** Its own database role. */
  readonly database: HubDatabase;
  /** Environment variables, for settings that only this subgraph has. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What every `subgraph.ts` exports as `createSubgraph`. */
export type SubgraphFactory = (environment: SubgraphEnvironment) => Promise<Subgraph> | Subgraph;
