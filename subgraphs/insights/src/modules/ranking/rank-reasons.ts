import type { RankedRow } from './ranking.repository.js';

/** A part of a rank, in words. */
export interface RankReason {
  readonly kind: 'SCORE' | 'RECOMMENDATION' | 'FEEDBACK' | 'CATEGORY' | 'PROVINCE' | 'BUYER';
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
    ...feedbackOf(row),
  ];
}

/** What the team's feedback comes to, where it comes to something. */
function feedbackOf(row: RankedRow): RankReason[] {
  const own = `Your team called this tender ${row.ownPoints > 0 ? 'useful' : 'not useful'}.`;
  const reasons: RankReason[] = [
    { kind: 'FEEDBACK', points: row.ownPoints, text: own },
    { kind: 'CATEGORY', points: row.categoryPoints, text: liked('of this category', row.categoryNet) },
    { kind: 'PROVINCE', points: row.provincePoints, text: liked('in this province', row.provinceNet) },
    { kind: 'BUYER', points: row.buyerPoints, text: liked('of this buyer', row.buyerNet) },
  ];
  return reasons.filter(({ points }) => points !== 0);
}

function liked(which: string, net: number): string {
  const [more, less] = net > 0 ? ['useful', 'not useful'] : ['not useful', 'useful'];
  return `Your team marked other tenders ${which} as ${more} more often than as ${less} (by ${Math.abs(net)}).`;
}
