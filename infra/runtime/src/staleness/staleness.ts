/** From a commit to the caches: which values it makes old, told in time even when whoever committed has died. */
export { markStale, markStaleInBulk } from './mark-stale.repository.js';
export { startStaleTagRelay } from './stale-tag-relay.js';
export { tellCaches } from './tell-caches.js';
