import { createThrottle, type Throttle } from '../../throttle.js';

/** Thirty checks of its domain in ten minutes for each team: each asks servers of others. */
export function createDomainThrottle(): Throttle {
  return createThrottle({ name: 'checks of domains', type: 'domainChecks', max: 30, windowSeconds: 600 });
}
