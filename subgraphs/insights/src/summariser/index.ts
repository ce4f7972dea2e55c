export { countWords, cutToFit } from './clean-text.js';
export {
  extractiveModel,
  quotesSource,
  summarise,
  summaryLimits,
  type Summary,
  type SummarySource,
} from './extractive-summariser.js';
export { readStatements } from './read-statements.js';
export { inventedWords } from './second-reader.js';
export { termsOf } from './words.js';
