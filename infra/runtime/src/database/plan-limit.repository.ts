import type { ReadClient, TeamTransaction } from './team-database.js';

/** What a plan limits, and the most that can be agreed with one team: what the product is built to bear. */
export const limitBounds = {
  PEOPLE: 100_000,
  PROJECTS: 1_000_000,
  SEARCHES_PER_DAY: 1_000_000,
  SAVED_SEARCHES: 10_000,
  SOURCES: 1_000,
  EXPORTS: 100,
  ROWS_PER_EXPORT: 5_000_000,
  AI_TOKENS_PER_MONTH: 1_000_000_000,
} as const;

/** One of the things that a plan limits. */
export type LimitSubject = keyof typeof limitBounds;

/** All of them. */
export const limitSubjects = Object.keys(limitBounds).filter((name): name is LimitSubject =>
  Object.hasOwn(limitBounds, name),
);

/** A limit, and how long it holds for certain. */
export interface LimitInForce {
  readonly subject: LimitSubject;
  /** Null is no limit. */
  readonly max: number | null;
  /** True for one that was agreed with the team, in place of that of its plan. */
  readonly isAgreed: boolean;
  /** When the subscription ends or another row of the plan begins to count; null when nothing of the kind is known. */
  readonly until: Date | null;
}

/**
 * The most that the team of the transaction may have of some things at this moment by the clock of the database: its own limit, else
 * that of its plan, which is FREE once its subscription has ended. In the order of the subjects.
 *
 * @throws Error where no row says either: that is a fault of ours, and not the same as no limit.
 */
export async function findLimitsInForce(
  db: ReadClient | TeamTransaction,
  subjects: readonly LimitSubject[],
): Promise<LimitInForce[]> {
  const rows = await db.$queryRaw<(LimitInForce & { isKnown: boolean })[]>`
    select s.subject, case when own.subject is null then of_plan.max else own.max end as max, own.subject is not null as "isAgreed",
      own.subject is not null or of_plan.subject is not null as "isKnown",
      least(case when t.subscription_expires_at > now() then t.subscription_expires_at end, next.effective_from) as until
    from identity.team t
    cross join unnest(${[...subjects]}::text[]) as s (subject)
    cross join lateral (
      select case when t.subscription_expires_at <= now() then 'FREE' else t.plan end as plan) in_force
    left join identity.team_limit own on own.team_id = t.id and own.subject = s.subject
    left join lateral (
      select l.subject, l.max from identity.plan_limit l
      where l.plan = in_force.plan and l.subject = s.subject and l.effective_from <= now()
      order by l.effective_from desc limit 1
    ) of_plan on true
    left join lateral (
      select min(l.effective_from) as effective_from from identity.plan_limit l
      where l.plan = in_force.plan and l.subject = s.subject and l.effective_from > now()
    ) next on true
    where t.id = (select app.current_team_id())`;
  return subjects.map((subject) => {
    const limit = rows.find((row) => row.subject === subject);
    if (limit?.isKnown !== true) throw new Error(`No limit of ${subject} is in force for the team.`);
    return { subject, max: limit.max, isAgreed: limit.isAgreed, until: limit.until };
  });
}

/** {@link findLimitsInForce} of one thing. */
export async function findLimitInForce(db: ReadClient | TeamTransaction, subject: LimitSubject): Promise<LimitInForce> {
  const [limit] = await findLimitsInForce(db, [subject]);
  if (limit === undefined) throw new Error(`No limit of ${subject} was looked up.`);
  return limit;
}

/** The limit alone; null is no limit. */
export async function findPlanLimit(db: ReadClient | TeamTransaction, subject: LimitSubject): Promise<number | null> {
  return (await findLimitInForce(db, subject)).max;
}
