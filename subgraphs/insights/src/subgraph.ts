import { defineSubgraph, type SubgraphFactory } from '@hub/runtime/graphql';
import type { Context } from './context.js';
import { documentMigrations } from './documents.js';
import { engineSettingsFrom, openEngines } from './engines/index.js';
import { createJobs } from './jobs.js';
import { createLoaders } from './loaders.js';
import { createSummaryRequests } from './modules/summaries/summary-requests.service.js';
import { permissions } from './permissions.js';
import { resolvers } from './resolvers.generated.js';
import { typeDefs } from './type-defs.generated.js';

/** What can be said about a tender: its summary, and how well a team fits it. */
export const createSubgraph: SubgraphFactory = (env) => {
  const settings = engineSettingsFrom(env);
  return ({ database }) => {
    const engines = openEngines(settings);
    const summaryRequests = createSummaryRequests(database.as);
    return defineSubgraph<Context>({
      name: 'insights',
      typeDefs,
      resolvers,
      permissions,
      jobs: createJobs({ engines, prices: settings.prices }),
      documentMigrations,
      context: (scope) => ({ ...scope, engines, loaders: createLoaders({ ...scope, summaryRequests }) }),
    });
  };
};
