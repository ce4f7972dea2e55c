export { readingLimits } from './limits.js';
export { readDocumentText, readerVersion, type DocumentText } from './read-document-text.js';
