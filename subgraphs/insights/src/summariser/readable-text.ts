import { plainWords } from '@hub/runtime/text';
import { cleanText } from './clean-text.js';

// What programs write for characters, and did not turn back: spreadsheets, JSON inside of JSON, text read in the wrong encoding.
const escapes: readonly (readonly [RegExp, string])[] = [
  [/_x000[dD]_/gu, '\n'],
  [/\\r\\n|\\n|\\r/gu, '\n'],
  [/\\t/gu, ' '],
  [/\\u(?:2018|2019)/giu, '’'],
  [/\\u(?:201c|201d)/giu, '"'],
  [/\\u(?:2013|2014)/giu, '–'],
  [/\\u2022/giu, '•'],
  [/\\u00a0/giu, ' '],
  [/\\(["'/])/gu, '$1'],
  [/â€™/gu, '’'],
  [/â€œ|â€\u009d/gu, '"'],
  [/â€“|â€”/gu, '–'],
  [/â€¢/gu, '•'],
  [/Â(?=[\s°²³])/gu, ''],
  [/\u00ac(?=\d)/gu, ''],
  [/[^\P{Cc}\s]/gu, ''],
];
// A file name or an address is no escape, although "\n" may stand in it.
const path = /[A-Z]:\\|\\\\\w/u;

/** A published text as people read it: markup and escapes are read as what they stand for. */
export function readableText(text: string): string {
  const plain = plainWords(text);
  const mended = path.test(plain)
    ? plain
    : escapes.reduce((mending, [written, meant]) => mending.replaceAll(written, meant), plain);
  return cleanText(mended);
}
