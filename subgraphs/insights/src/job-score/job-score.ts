import { isNamedIn, sectorsNamed, type Obstacle } from '../readiness/index.js';

/** What a marketplace tells of a job. */
export interface Job {
  readonly title: string;
  readonly description: string | null;
  readonly skills: readonly string[];
  readonly budgetMin: string | null;
  readonly budgetMax: string | null;
  /** As the marketplace sent it: an object of its own shape, or nothing. */
  readonly client: unknown;
  /** Null where offers are taken. */
  readonly obstacle: Obstacle | null;
}

/** What a team offers. */
export interface Offer {
  readonly sectors: readonly string[];
  readonly services: readonly string[];
}

export type ScorePartKind = 'SKILLS' | 'BUDGET' | 'CLIENT' | 'SECTOR' | 'CERTIFICATIONS' | 'COVERAGE' | 'EXPERIENCE';

/** A part of a score from 0 to 10. */
export interface ScorePart {
  readonly kind: ScorePartKind;
  /** Null where it cannot be judged: then it counts neither for nor against. */
  readonly points: number | null;
  readonly maxPoints: number;
  readonly text: string;
}

/** How well something of a team's own suits the team. */
export interface OwnScore {
  /** 0 to 10, to one decimal; null where less than half of the points is known. */
  readonly value: number | null;
  readonly recommendation: 'PURSUE' | 'CONSIDER' | 'AVOID' | 'UNDECIDED' | 'NOTHING_TO_PURSUE';
  readonly parts: ScorePart[];
}

const [pursueFrom, considerFrom] = [7, 4];

/** How well a job suits a team: 6 points for its skills, 2 for a stated budget, 2 for how its client was rated. */
export function scoreJob(job: Job, offer: Offer): OwnScore {
  const parts = [skillsPart(job, offer), budgetPart(job), clientPart(job.client)];
  const known = parts.filter(({ points }) => points !== null);
  const max = sum(known.map(({ maxPoints }) => maxPoints));
  const value = max < 5 ? null : tenth((10 * sum(known.map(({ points }) => points ?? 0))) / max);
  return { value, recommendation: recommend(job, parts, value), parts };
}

function recommend(
  { obstacle }: Job,
  [skills]: readonly ScorePart[],
  value: number | null,
): OwnScore['recommendation'] {
  if (obstacle !== null) return 'NOTHING_TO_PURSUE';
  // Another line of work, however well it pays.
  if (skills?.points === 0) return 'AVOID';
  if (value === null || skills?.points === null) return 'UNDECIDED';
  if (value < considerFrom) return 'AVOID';
  return value >= pursueFrom ? 'PURSUE' : 'CONSIDER';
}

function skillsPart({ title, description, skills }: Job, { sectors, services }: Offer): ScorePart {
  const part = { kind: 'SKILLS' as const, maxPoints: 6 };
  const terms = [...sectors, ...services];
  if (terms.length === 0) return { ...part, points: null, text: 'The company profile names no sectors or services.' };
  const skillsNeeded = skills.length > 0 ? skills : [title];
  const offered = new Set(terms.flatMap((term) => sectorsNamed(term).map(({ sector }) => sector)));
  const covers = (skill: string) =>
    terms.some((term) => isNamedIn(term, skill) || isNamedIn(skill, term)) ||
    sectorsNamed(skill).some(({ sector }) => offered.has(sector));
  const covered = skillsNeeded.filter(covers);
  if (skills.length === 0) {
    const isNamed = covered.length > 0 || terms.some((term) => isNamedIn(term, description ?? ''));
    if (isNamed) return { ...part, points: 6, text: 'The job names what the company profile lists.' };
    const isForeign = offered.size > 0 && sectorsNamed(title).length > 0;
    return isForeign
      ? { ...part, points: 0, text: 'The job is of another line of work than the company profile.' }
      : {
          ...part,
          points: null,
          text: 'The job lists no skills, and its title could not be compared with the company profile.',
        };
  }
  return {
    ...part,
    points: tenth((6 * covered.length) / skillsNeeded.length),
    text: `The company profile covers ${covered.length} of ${skillsNeeded.length} skills${covered.length === 0 ? '' : `: ${covered.slice(0, 5).join(', ')}`}.`,
  };
}

function budgetPart({ budgetMin, budgetMax }: Job): ScorePart {
  const isStated = [budgetMin, budgetMax].some((amount) => amount !== null && Number(amount) > 0);
  return {
    kind: 'BUDGET',
    maxPoints: 2,
    points: isStated ? 2 : 0,
    text: isStated ? 'The job says what it pays.' : 'The job does not say what it pays.',
  };
}

const ratingMax = 5;

/** Marketplaces send what they like: a number called rating, feedback or score, from 0 to 5, is read, and nothing else. */
function clientPart(client: unknown): ScorePart {
  const part = { kind: 'CLIENT' as const, maxPoints: 2 };
  const rating = ratingOf(client);
  return rating === null
    ? { ...part, points: null, text: 'The marketplace gives no client rating from 0 to 5.' }
    : { ...part, points: tenth((2 * rating) / ratingMax), text: `The client is rated ${rating} of ${ratingMax}.` };
}

function ratingOf(client: unknown): number | null {
  if (typeof client !== 'object' || client === null) return null;
  const found = Object.entries(client).find(([name]) => /^(?:rating|feedback|score)$/iu.test(name))?.[1];
  const rating = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof rating === 'number' && rating >= 0 && rating <= ratingMax ? rating : null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
