import { sessionStatePath, type HttpRoute } from '@hub/runtime/graphql';
import type { SessionRules } from './idle-session.service.js';
import { sessionState } from './session.service.js';

/** What the gateway asks about an access token beside its signature. Nobody else comes to this address. */
export function sessionRoutes(rules: SessionRules): readonly HttpRoute[] {
  return [
    {
      path: sessionStatePath,
      needs: 'a session',
      answer: async (_question, scope) => JSON.stringify(await sessionState(scope, rules)),
    },
  ];
}
