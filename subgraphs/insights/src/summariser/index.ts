export { countWords } from './clean-text.js';
export { extractiveModel, summarise, summaryLimits } from './extractive-summariser.js';
