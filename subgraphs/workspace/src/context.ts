import type { SubgraphContext } from '@hub/runtime/graphql';
import type { Loaders } from './loaders.js';

/** What resolvers of this subgraph get. */
export type Context = SubgraphContext<Loaders>;
