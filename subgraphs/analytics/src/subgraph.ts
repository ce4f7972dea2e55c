import { defineSubgraph, type SubgraphFactory } from '@hub/runtime/graphql';
import type { Context } from './context.js';
import { jobs } from './jobs.js';
import { createLoaders } from './loaders.js';
import { permissions } from './permissions.js';
import { resolvers } from './resolvers.generated.js';
import { typeDefs } from './type-defs.generated.js';

/** Figures over public tenders, each with its denominator. */
export const createSubgraph: SubgraphFactory = () => () =>
  defineSubgraph<Context>({
    name: 'analytics',
    typeDefs,
    resolvers,
    permissions,
    jobs,
    context: (scope) => ({ ...scope, loaders: createLoaders(scope) }),
  });
