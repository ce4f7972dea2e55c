export { findAnswer, findPagePassages, type PagePassage, type Passage } from './find-answer.js';
