import type { SubgraphContext } from '@hub/runtime/graphql';
import type { Engine } from './engines/index.js';
import type { Loaders } from './loaders.js';

/** What resolvers of this subgraph get. */
export type Context = SubgraphContext<Loaders> & {
  /** Models beside the embedded engine, the preferred one first. */
  readonly engines: readonly Engine[];
};
