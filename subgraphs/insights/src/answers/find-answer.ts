// cspell:ignore quantit regist licen evaluat
import { readKeyFacts, type KeyFact, type KeyFactKind, type KeyFactSource } from '../key-facts/index.js';
import { passagesOf, termsOf, type Passage } from './passages.js';

export type { Passage } from './passages.js';

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

const passagesMax = 5;
const coverageMin = 0.6;
const saturation = 1.2;
const lengthWeight = 0.75;

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
  return { facts, passages: bestOf(passages, [...new Set(termsOf(question))]) };
}

interface Counted {
  readonly passage: Passage;
  readonly length: number;
  readonly counts: ReadonlyMap<string, number>;
}

function bestOf(passages: readonly Passage[], query: readonly string[]): Passage[] {
  if (query.length === 0) return [];
  const counted = passages.map((passage): Counted => {
    const terms = termsOf(passage.text);
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    return { passage, length: terms.length, counts };
  });
  const averageLength = counted.reduce((sum, { length }) => sum + length, 0) / Math.max(1, counted.length);
  const weights = new Map(query.map((term) => [term, weightOf(term, counted)]));
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const scored = counted.flatMap(({ passage, length, counts }) => {
    const held = query.filter((term) => counts.has(term));
    const covered = held.reduce((sum, term) => sum + (weights.get(term) ?? 0), 0);
    if (held.length === 0 || covered / all < coverageMin) return [];
    const score = held.reduce((sum, term) => {
      const count = counts.get(term) ?? 0;
      const norm = saturation * (1 - lengthWeight + (lengthWeight * length) / averageLength);
      return sum + ((weights.get(term) ?? 0) * count * (saturation + 1)) / (count + norm);
    }, 0);
    return [{ passage, score }];
  });
  return scored
    .toSorted((left, right) => right.score - left.score)
    .slice(0, passagesMax)
    .map(({ passage }) => passage);
}

/** Inverse document frequency; a word that no passage has weighs most, so that a question about it is not answered by others. */
function weightOf(term: string, counted: readonly Counted[]): number {
  const holding = counted.filter(({ counts }) => counts.has(term)).length;
  return Math.log(1 + (counted.length - holding + 0.5) / (holding + 0.5));
}
