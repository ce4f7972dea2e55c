export { findAnswer, type Passage } from './find-answer.js';
