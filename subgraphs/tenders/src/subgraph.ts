import { anonymous } from '@hub/runtime/auth';
import type { BulkPool, HubDatabase } from '@hub/runtime/database';
import { defineSubgraph, type SubgraphFactory } from '@hub/runtime/graphql';
import { tendersSettingsFrom } from './config.js';
import type { Context } from './context.js';
import { createJobs } from './jobs.js';
import { createLoaders } from './loaders.js';
import { ocdsRoutes } from './modules/publishing/packages/ocds-routes.js';
import { warmUpSegments } from './modules/search/segments/segment-view.repository.js';
import { pollEnvironment } from './source-http/index.js';
import { permissions } from './permissions.js';
import { readers } from './readers.js';
import { resolvers } from './resolvers.generated.js';
import { typeDefs } from './type-defs.generated.js';

/** Public tenders: their sources, releases, current state, and search over them. */
export const createSubgraph: SubgraphFactory = (env) => {
  const settings = tendersSettingsFrom(env);
  const { publishing, searching, cipher } = settings;
  return ({ database, importer }) => {
    const polling = pollEnvironment({ settings: settings.polling, bulk: () => bulkOf(importer), cipher });
    return defineSubgraph<Context>({
      name: 'tenders',
      typeDefs,
      resolvers,
      permissions,
      jobs: createJobs(polling, publishing, settings.findTxt),
      readers,
      routes: ocdsRoutes(publishing),
      warmUp: () => database.as(anonymous).readPublic(warmUpSegments),
      context: (scope) => ({ ...scope, polling, publishing, searching, loaders: createLoaders(scope) }),
    });
  };
};

/** A process that serves requests has no importer, and writes no public tenders. */
function bulkOf(importer: HubDatabase | undefined): BulkPool {
  if (importer === undefined) throw new Error('Imports run where jobs run.');
  return importer.bulk();
}
