import { cutToFit, readStatements, summaryLimits } from '@hub/insights/summariser';
import type { JudgedTender } from './tenders.js';

/** A way of telling what a tender is about. */
export interface Teller {
  readonly name: string;
  tell(tender: JudgedTender): string;
}

const textOf = ({ source }: JudgedTender): string =>
  [source.description ?? source.title, source.specialConditions].filter((text) => text !== null).join('\n\n');

/** What costs nothing to make, to be compared with. */
export const baselines: readonly Teller[] = [
  { name: 'title', tell: ({ source }) => source.title },
  { name: 'first120Words', tell: (tender) => cutToFit(textOf(tender).replaceAll(/\s+/gu, ' '), summaryLimits) },
  { name: 'textRank', tell: textRank },
];

const rounds = 30;
const damping = 0.85;

/** TextRank (Mihalcea and Tarau, 2004): sentences recommend each other by the words that they share. */
function textRank(tender: JudgedTender): string {
  const sentences = readStatements(textOf(tender)).map(({ text }) => text);
  const terms = sentences.map((sentence) => new Set(sentence.toLowerCase().match(/\p{L}{4,}/gu) ?? []));
  const weight = (from: number, to: number): number => {
    const [left, right] = [terms[from] ?? new Set(), terms[to] ?? new Set()];
    const shared = [...left].filter((term) => right.has(term)).length;
    return from === to || shared === 0 ? 0 : shared / (Math.log(left.size + 1) + Math.log(right.size + 1));
  };
  let ranks = sentences.map(() => 1);
  for (let round = 0; round < rounds; round += 1) {
    ranks = ranks.map((_, to) => {
      const given = ranks.map((rank, from) => {
        const out = sentences.reduce((sum, __, other) => sum + weight(from, other), 0);
        return out === 0 ? 0 : (rank * weight(from, to)) / out;
      });
      return 1 - damping + damping * given.reduce((sum, value) => sum + value, 0);
    });
  }
  const best = ranks
    .map((rank, index) => ({ rank, index }))
    .toSorted((left, right) => right.rank - left.rank)
    .slice(0, 5)
    .toSorted((left, right) => left.index - right.index);
  return cutToFit(best.map(({ index }) => sentences[index] ?? '').join(' '), summaryLimits);
}
