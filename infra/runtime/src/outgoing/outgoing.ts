/** Calls to addresses that somebody else chose: into the public internet only, unless a host is allowed. */
export {
  AddressRefused,
  assertCallable,
  guardedAgent,
  isPublicAddress,
  secured,
  type GuardOptions,
} from './address-guard.js';
