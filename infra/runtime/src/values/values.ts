export { readDay, readInstant } from './instant.js';
export { findUnstorableText, isStorableText, unstorableTextMessage } from './storable-text.js';
export type { InputPath } from './storable-text.js';
