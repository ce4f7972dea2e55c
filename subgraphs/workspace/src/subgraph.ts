import { defineSubgraph, type SubgraphFactory } from '@hub/runtime/graphql';
import type { Context } from './context.js';
import { jobs } from './jobs.js';
import { createLoaders } from './loaders.js';
import { permissions } from './permissions.js';
import { resolvers } from './resolvers.generated.js';
import { typeDefs } from './type-defs.generated.js';

/** What a team does about tenders. */
export const createSubgraph: SubgraphFactory = () => () =>
  defineSubgraph<Context>({
    name: 'workspace',
    typeDefs,
    resolvers,
    permissions,
    jobs,
    context: (scope) => ({ ...scope, loaders: createLoaders(scope) }),
  });
