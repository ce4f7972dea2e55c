/** Polling, for those who run or test it outside its jobs. */
export { guardedAgent } from './http/address-guard.js';
export { hostsAllowedFrom } from './polling/poll-environment.js';
export type { PollEnvironment, PollScope } from './polling/poll-environment.js';
export { pollSource, type PollOutcome } from './polling/poll-source.js';
export { refreshCoverage } from './polling/coverage.js';
export { pollTeamSource } from './teams/poll-team-source.js';
export { openCredentials, sealCredentials, type Credentials } from './teams/credentials.js';
