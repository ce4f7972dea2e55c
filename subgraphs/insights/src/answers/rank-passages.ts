import { termsOf, type Statement } from './passages.js';

const passagesMax = 5;
const coverageMin = 0.6;
const saturation = 1.2;
const lengthWeight = 0.75;

interface Counted<Passage extends Statement> {
  readonly passage: Passage;
  readonly length: number;
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * The passages that hold most of what a question asks, the best first, at most five: BM25, and none that holds less than 60 % of the
 * question, rare words counting for more. The same words are given once.
 */
export function bestOf<Passage extends Statement>(passages: readonly Passage[], question: string): Passage[] {
  const query = [...new Set(termsOf(question))];
  if (query.length === 0) return [];
  const counted = passages.map((passage): Counted<Passage> => {
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
  const ordered = scored.toSorted((left, right) => right.score - left.score).map(({ passage }) => passage);
  const first = new Map(ordered.toReversed().map((passage) => [passage.text.toLowerCase(), passage]));
  return ordered.filter((passage) => first.get(passage.text.toLowerCase()) === passage).slice(0, passagesMax);
}

/** Inverse document frequency; a word that no passage has weighs most, so that a question about it is not answered by others. */
function weightOf(term: string, counted: readonly Counted<Statement>[]): number {
  const holding = counted.filter(({ counts }) => counts.has(term)).length;
  return Math.log(1 + (counted.length - holding + 0.5) / (holding + 0.5));
}
