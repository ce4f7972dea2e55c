export { plainWords } from './plain-words.js';
