import { cacheKey, lookUpText, ownerOf, writesTag, type Cache } from '@hub/runtime/cache';
import type { SharedAnswers } from './response-cache.js';

/**
 * Keeps public answers in Redis as well, so that gateways share them, and hears what must be forgotten. Without Redis
 * every look is a miss. An answer does not know of which values it is made: any change of public data makes it old.
 */
export function sharedAnswersIn(cache: Cache): SharedAnswers {
  const tags = [writesTag('public')];
  return {
    look: (id) => lookUpText(cache, { owner: 'public', key: cacheKey({ team: 'public', type: 'answer', id }), tags }),
    onForgotten: (listener) =>
      cache.onForgotten((what, isRemote) => {
        if (what === 'everything') return listener(what, isRemote);
        const owners = new Set(what.tags.map(ownerOf));
        if (owners.has('public')) return listener('everything', isRemote);
        for (const teamId of owners) listener({ teamId }, isRemote);
      }),
  };
}
