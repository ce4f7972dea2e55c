import type { RankedRow } from './ranking.repository.js';

/** A part of a rank, in words. */
export interface RankReason {
  readonly kind: 'SCORE' | 'RECOMMENDATION';
  readonly points: number;
  readonly text: string;
}

const recommended: Readonly<Record<RankedRow['recommendation'], string>> = {
  PURSUE: 'A good fit.',
  CONSIDER: 'A fit with gaps.',
  AVOID: 'A poor fit, or something that is required is missing.',
  UNDECIDED: 'Too little could be judged.',
  NOTHING_TO_PURSUE: 'There is nothing to bid for any more.',
};

/** What a rank is made of: the points add up to it. */
export function reasonsOf(row: RankedRow): RankReason[] {
  const { score, scoreMin, scoreMax } = row;
  const scored =
    score === null
      ? `The score is not known; it can come to ${scoreMin} to ${scoreMax}: the middle, less 10.`
      : `The readiness score is ${score}.`;
  return [
    { kind: 'SCORE', points: row.scorePoints, text: scored },
    {
      kind: 'RECOMMENDATION',
      points: row.recommendationPoints,
      text: recommended[row.recommendation],
    },
  ];
}
