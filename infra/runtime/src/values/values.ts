export { readDay, readInstant } from './instant.js';
export { findUnstorableText, isStorableText, unstorableTextMessage } from './storable-text.js';
export { isUuid, uuidPattern } from './uuid.js';
export type { InputPath } from './storable-text.js';
