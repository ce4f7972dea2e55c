import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { ReadinessBody } from '../readiness/readiness.collection.js';
import { ranked } from './ranked.repository.js';

/** A tender in the ranking of the current team, with all that its place rests on. */
export interface RankedRow {
  /** Of the tender. */
  readonly id: string;
  readonly score: number | null;
  readonly scoreMin: number;
  readonly scoreMax: number;
  readonly recommendation: ReadinessBody['recommendation'];
  readonly scorePoints: number;
  readonly recommendationPoints: number;
  /** For what the team said of the tender itself. */
  readonly ownPoints: number;
  /** Verdicts "useful" on other tenders of the category less those to the contrary, and the points for that; so for province and buyer. */
  readonly categoryNet: number;
  readonly categoryPoints: number;
  readonly provinceNet: number;
  readonly provincePoints: number;
  readonly buyerNet: number;
  readonly buyerPoints: number;
  readonly rank: number;
  /** What the list is sorted by. */
  readonly sortedBy: number;
}

/** Which ranked tenders a list shows. */
export interface RankingConditions {
  readonly ids?: string[] | undefined;
  readonly minScore?: number | undefined;
  readonly recommendations?: string[] | undefined;
  readonly isTracked?: boolean | undefined;
  readonly includesEnded: boolean;
  readonly now: Date;
}

/** How a list is sorted; a score that is not known comes last either way. */
export const rankingOrders = {
  RELEVANCE: { value: Prisma.sql`rank`, isDescending: true },
  READINESS_DESC: { value: Prisma.sql`coalesce(score, -1)`, isDescending: true },
  READINESS_ASC: { value: Prisma.sql`coalesce(score, 101)`, isDescending: false },
} as const;

export type RankingOrder = keyof typeof rankingOrders;

/** A page of the ranking. */
export function findRanked(
  db: ReadClient,
  page: {
    readonly conditions: RankingConditions;
    readonly order: RankingOrder;
    readonly after: readonly [number, string] | null;
    readonly take: number;
  },
): Promise<RankedRow[]> {
  const { conditions, after, take } = page;
  const { value, isDescending } = rankingOrders[page.order];
  const [way, side] = isDescending ? [Prisma.sql`desc`, Prisma.sql`<`] : [Prisma.sql`asc`, Prisma.sql`>`];
  const beyond = after === null ? [] : [Prisma.sql`(${value}, id) ${side} (${after[0]}::integer, ${after[1]}::uuid)`];
  return db.$queryRaw<RankedRow[]>`
    ${ranked}
    select id, score, "scoreMin", "scoreMax", recommendation, "scorePoints", "recommendationPoints", "ownPoints",
      "categoryNet", "categoryPoints", "provinceNet", "provincePoints", "buyerNet", "buyerPoints", rank, ${value} as "sortedBy"
    from ranked where ${Prisma.join([...wheresOf(conditions), ...beyond], ' and ')}
    order by ${value} ${way}, id ${way} limit ${take}`;
}

export async function countRanked(db: ReadClient, conditions: RankingConditions): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    ${ranked} select count(*)::integer as count from ranked where ${Prisma.join(wheresOf(conditions), ' and ')}`;
  return row?.count ?? 0;
}

function wheresOf({ ids, minScore, recommendations, isTracked, includesEnded, now }: RankingConditions): Prisma.Sql[] {
  const tracked = Prisma.sql`exists (select from workspace.entry e where e.tender_id = ranked.id)`;
  return [
    Prisma.sql`true`,
    ...(ids ? [Prisma.sql`id = any (${ids}::uuid[])`] : []),
    ...(minScore === undefined ? [] : [Prisma.sql`score >= ${minScore}`]),
    ...(recommendations ? [Prisma.sql`recommendation = any (${recommendations}::text[])`] : []),
    ...(isTracked === undefined ? [] : [isTracked ? tracked : Prisma.sql`not ${tracked}`]),
    // The clock ends tenders before their scores are stored again.
    ...(includesEnded
      ? []
      : [
          Prisma.sql`recommendation <> 'NOTHING_TO_PURSUE' and (closing_at is null or closing_at > ${now}::timestamptz
            or exists (select from tenders.tender_override o where o.tender_id = ranked.id and o.field = 'CLOSING_AT'))`,
        ]),
  ];
}
