/** Polling, for those who run or test it outside its jobs. */
export { guardedAgent } from '../../source-http/index.js';
export { pollSettingsFrom } from '../../source-http/index.js';
export type { PollEnvironment, PollScope } from '../../source-http/index.js';
export { pollSource, type PollOutcome } from './polling/poll-source.service.js';
export { refreshCoverage } from './polling/coverage.service.js';
export { pollTeamSource } from './teams/polling/poll-team-source.service.js';
export { openCredentials, sealCredentials, type Credentials } from './teams/credentials/credentials.js';
