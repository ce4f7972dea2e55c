export { plainIssue } from './plain-issue.js';
export { readDay, readInstant } from './instant.js';
export { slicesOf } from './slices.js';
export { findUnstorableText, isStorableText, unstorableTextMessage } from './storable-text.js';
export { bytesOfUuid, isUuid, uuidOfBytes, uuidPattern } from './uuid.js';
export { uuidV7 } from './uuid-v7.js';
export type { InputPath } from './storable-text.js';
export { timeZone } from './time-zone.js';
