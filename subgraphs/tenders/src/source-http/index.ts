export { secured } from '@hub/runtime/outgoing';
export { assertCallable, guardedAgent } from './address-guard.js';
export { machineClock, type Clock } from './clock.js';
export { isJsonPointer, pointAt } from './json-pointer.js';
export { checkOcds, daysOf, fingerprintOf, parsed, readOcdsPage, type OcdsPage, type PageItem } from './ocds-page.js';
export { leaseMs, whileHeld } from './lease.js';
export { createPacer, pausedUntil, type Pacer } from './pacer.js';
export {
  pollSettingsFrom,
  pollEnvironment,
  type PollEnvironment,
  type PollScope,
  type PollSettings,
} from './poll-environment.js';
export { PollFailure } from './poll-failure.js';
export { backoffMs } from './retry.js';
export { createSourceClient, type RequestRecord, type SourceAnswer, type SourceClient } from './source-client.js';
