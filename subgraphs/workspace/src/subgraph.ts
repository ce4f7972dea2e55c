import { publicUrlFrom } from '@hub/runtime/config';
import { filesFrom } from '@hub/runtime/files';
import { defineSubgraph, type SubgraphFactory } from '@hub/runtime/graphql';
import type { Context } from './context.js';
import { jobs } from './jobs.js';
import { createLoaders } from './loaders.js';
import { archiveRoutes } from './modules/archives/archive-routes.js';
import { calendarRoutes } from './modules/calendar/calendar-routes.js';
import { permissions } from './permissions.js';
import { readers } from './readers.js';
import { resolvers } from './resolvers.generated.js';
import { typeDefs } from './type-defs.generated.js';

/** What a team does about tenders. */
export const createSubgraph: SubgraphFactory = (env) => {
  const publicUrl = publicUrlFrom(env);
  const { archiveLinks } = filesFrom(env);
  return ({ database }) =>
    defineSubgraph<Context>({
      name: 'workspace',
      typeDefs,
      resolvers,
      permissions,
      jobs,
      readers,
      routes: [...calendarRoutes(database.as), ...archiveRoutes(database.as, archiveLinks)],
      context: (scope) => ({ ...scope, publicUrl, archiveLinks, loaders: createLoaders(scope) }),
    });
};
