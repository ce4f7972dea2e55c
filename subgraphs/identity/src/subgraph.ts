import { readSigningKey } from '@hub/runtime/auth';
import { defineSubgraph, type SubgraphFactory } from '@hub/runtime/graphql';
import { identitySettingsFrom } from './config.js';
import type { Context } from './context.js';
import { jobs } from './jobs.js';
import { createLoaders } from './loaders.js';
import { createDomainThrottle } from './modules/domains/domain-throttle.js';
import { createMailThrottle } from './modules/registration/mail-throttle.js';
import { sessionRoutes } from './modules/sessions/session-routes.js';
import { createSignInThrottle } from './modules/sessions/sign-in-throttle.js';
import { permissions } from './permissions.js';
import { resolvers } from './resolvers.generated.js';
import { typeDefs } from './type-defs.generated.js';

/** Teams, people, sessions and the company profile. */
export const createSubgraph: SubgraphFactory = (env) => {
  const settings = identitySettingsFrom(env);
  return async ({ database }) => {
    const signingKey = await readSigningKey(settings.signingKey);
    const refreshSecret = signingKey.secretFor('refresh tokens');
    const signInThrottle = createSignInThrottle();
    const mailThrottle = createMailThrottle();
    const domainThrottle = createDomainThrottle();
    return defineSubgraph<Context>({
      name: 'identity',
      typeDefs,
      resolvers,
      permissions,
      jobs,
      publicKeys: signingKey.publicKeys,
      routes: sessionRoutes({ idleMinutes: settings.idleMinutes, databaseAs: database.as }),
      context: (scope) => ({
        ...scope,
        loaders: createLoaders(scope),
        databaseAs: database.as,
        signingKey,
        refreshSecret,
        cipher: settings.cipher,
        idleMinutes: settings.idleMinutes,
        files: settings.files,
        findTxt: settings.findTxt,
        domainThrottle,
        signInThrottle,
        mailThrottle,
      }),
    });
  };
};
