import { anonymous } from '@hub/runtime/auth';
import { fieldCipherFrom } from '@hub/runtime/encryption';
import { defineSubgraph, type SubgraphFactory } from '@hub/runtime/graphql';
import type { Context } from './context.js';
import { createJobs } from './jobs.js';
import { createLoaders } from './loaders.js';
import { ocdsRoutes } from './modules/publishing/packages/ocds-routes.js';
import { publishingEnvironmentFrom } from './modules/publishing/publishing-environment.js';
import { readPackedSearch } from './modules/search/segments/segment-view.repository.js';
import { searchEnvironmentFrom } from './modules/search/request/search-environment.js';
import { pollEnvironmentFrom } from './source-http/index.js';
import { permissions } from './permissions.js';
import { resolvers } from './resolvers.generated.js';
import { typeDefs } from './type-defs.generated.js';

/** Public tenders: their sources, releases, current state, and search over them. */
export const createSubgraph: SubgraphFactory = ({ database, env }) => {
  const polling = pollEnvironmentFrom({ env, bulk: () => database.bulk(), cipher: fieldCipherFrom(env) });
  const publishing = publishingEnvironmentFrom(env);
  const searching = searchEnvironmentFrom(env);
  return defineSubgraph<Context>({
    name: 'tenders',
    typeDefs,
    resolvers,
    permissions,
    jobs: createJobs(polling, publishing),
    routes: ocdsRoutes(publishing),
    warmUp: () => database.as(anonymous).readPublic(readPackedSearch),
    context: (scope) => ({ ...scope, polling, publishing, searching, loaders: createLoaders(scope) }),
  });
};
