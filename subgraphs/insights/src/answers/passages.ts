// cspell:ignore ations ments ings
import { isPrivate } from '../key-facts/index.js';

/** A part of a text: its `slice(start, end)` is `text`. */
export interface Statement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A part of a published text: that field's `slice(start, end)` is `text`. */
export interface Passage extends Statement {
  readonly field: 'TITLE' | 'DESCRIPTION' | 'SPECIAL_CONDITIONS';
}

const inputLengthMax = 40_000;
const passageLengthMax = 500;
const sentence = /[^\s.!?;][^\n!?;]*?(?:[.!?;](?=\s|$)|\n|$)/gu;

/** {@link statementsOf} a published text. */
export function passagesOf(field: Passage['field'], text: string): Passage[] {
  return statementsOf(text).map((statement) => ({ field, ...statement }));
}

/** The sentences and lines of a text with their places. What is private is left out. */
export function statementsOf(text: string): Statement[] {
  return Array.from(text.slice(0, inputLengthMax).matchAll(sentence)).flatMap(({ index, 0: raw }) => {
    const words = raw.trim().slice(0, passageLengthMax);
    return words === '' || isPrivate(words) ? [] : [{ start: index, end: index + words.length, text: words }];
  });
}

const stopWords = new Set(
  'the of to in on at by is it be or an as if do no we me my am so up us and for are was were with from that this which who whom whose what when where why how does did can will shall must may many much have has had there any all our your you they them their its into than then not about would should could need needs tender tenders bid bids'.split(
    ' ',
  ),
);

/** What a text is found by: its words without endings and without those that stand everywhere. */
export function termsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return words.filter((word) => !stopWords.has(word)).map((word) => stem(word));
}

function stem(word: string): string {
  return word.length <= 4 ? word : word.replace(/(?:ations?|ments?|ings?|ers?|ors?|ed|es|s|e)$/u, '');
}
