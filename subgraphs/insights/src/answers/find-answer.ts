// cspell:ignore quantit regist licen evaluat
import { readKeyFacts, type KeyFact, type KeyFactKind, type KeyFactSource } from '../key-facts/index.js';
import { passagesOf, statementsOf, type Passage, type Statement } from './passages.js';
import { bestOf } from './rank-passages.js';

export type { Passage } from './passages.js';

/** A page of a document that a tender has. */
export interface SourcePage {
  readonly text: string;
}

/** Words of a page: its text's `slice(start, end)` is `text`. */
export interface PagePassage<Page extends SourcePage> extends Statement {
  readonly page: Page;
}

/** What the texts say to a question; both empty where they do not answer it. */
export interface Answer {
  /** What was read as a fact, with its words. */
  readonly facts: readonly KeyFact[];
  /** The best first, at most five. */
  readonly passages: readonly Passage[];
}

/** Which facts answer which questions. */
const asked: readonly (readonly [RegExp, KeyFactKind])[] = [
  [/\b(?:clos\w+|deadline|due|until\s+when|submission\s+date|last\s+day)\b/iu, 'CLOSING'],
  [/\b(?:briefing|site\s+(?:visit|meeting|inspection)|clarification\s+meeting)\b/iu, 'BRIEFING'],
  [/\b(?:where|place|location|province|deliver\w*)\b/iu, 'PLACE'],
  [/\b(?:how\s+long|duration|contract\s+period|term\s+of\s+the\s+contract|months|years\s+does)\b/iu, 'PERIOD'],
  [/\b(?:how\s+many|quantit\w+)\b/iu, 'QUANTITY'],
  [/\b(?:worth|value|budget|estimate\w*)\b/iu, 'VALUE'],
  [/\b(?:cidb|grade|grading|class\s+of\s+works)\b/iu, 'CIDB'],
  [/\b(?:b-?bbee|bee|eme|qse|empowerment)\b/iu, 'BBBEE'],
  [/\b(?:regist\w+|licen[cs]\w+|accredit\w+|psira|csd)\b/iu, 'REGISTRATION'],
  [/\bexperience\b/iu, 'EXPERIENCE'],
  [/\b(?:functionality|threshold|minimum\s+points)\b/iu, 'FUNCTIONALITY'],
  [/\b(?:preference|80\/20|90\/10|points|evaluat\w+)\b/iu, 'PREFERENCE'],
  [/\b(?:documents?|forms?|sbd|mbd|returnables?|certificates?)\b/iu, 'DOCUMENTS'],
  [/\b(?:valid\w*)\b/iu, 'VALIDITY'],
  [/\b(?:fee|cost\s+of\s+(?:the\s+)?documents?|non-?refundable)\b/iu, 'FEE'],
  [/\b(?:submit\w*|submission|hand\s+in|e-?mail|tender\s+box)\b/iu, 'SUBMISSION'],
];

/**
 * The words of a tender that answer a question. It abstains: a fact is given only for a kind that the question asks for, and a
 * passage only where it holds at least 60 % of what the question asks, rare words counting for more.
 */
export function findAnswer(source: KeyFactSource, question: string): Answer {
  const kinds = new Set(asked.filter(([pattern]) => pattern.test(question)).map(([, kind]) => kind));
  const facts = readKeyFacts(source).filter(({ kind }) => kinds.has(kind));
  const passages = [
    ...passagesOf('TITLE', source.title),
    ...passagesOf('DESCRIPTION', source.description ?? ''),
    ...passagesOf('SPECIAL_CONDITIONS', source.specialConditions ?? ''),
  ];
  return { facts, passages: bestOf(passages, question) };
}

/** The words of a tender's documents that answer a question, the best first, at most five. It abstains as {@link findAnswer} does. */
export function findPagePassages<Page extends SourcePage>(
  pages: readonly Page[],
  question: string,
): PagePassage<Page>[] {
  return bestOf(
    pages.flatMap((page) => statementsOf(page.text).map((statement) => ({ ...statement, page }))),
    question,
  );
}
