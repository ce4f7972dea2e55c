export { findAnswer, type Answer, type Passage } from './find-answer.js';
