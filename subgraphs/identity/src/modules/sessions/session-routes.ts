import { sessionStatePath, type HttpRoute } from '@hub/runtime/graphql';
import { sessionState } from './session.service.js';

/** What the gateway asks about an access token beside its signature. Nobody else comes to this address. */
export const sessionRoutes: readonly HttpRoute[] = [
  {
    path: sessionStatePath,
    needs: 'a session',
    answer: async (_question, scope) => JSON.stringify(await sessionState(scope)),
  },
];
