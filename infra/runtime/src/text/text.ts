export { plainWords, plainWordsMax } from './plain-words.js';
