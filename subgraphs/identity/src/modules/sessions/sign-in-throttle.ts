import { createThrottle, type Throttle } from '../../throttle.js';

/** Counts failed sign-ins for one account of one team. */
export type SignInThrottle = Throttle;

/** Ten failures in fifteen minutes close an account's door until the window ends. */
export function createSignInThrottle(): SignInThrottle {
  return createThrottle({ name: 'failed sign-ins', type: 'signInFailures', max: 10, windowSeconds: 15 * 60 });
}
