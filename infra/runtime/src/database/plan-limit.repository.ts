import type { ReadClient, TeamTransaction } from './team-database.js';

/** What a plan limits beside searches, which are counted where they are made. */
export type LimitSubject = 'PEOPLE' | 'PROJECTS' | 'SOURCES' | 'EXPORTS' | 'AI_TOKENS_PER_MONTH';

/** The most that the team of the transaction may have: its own limit, else its plan's, which is FREE once its subscription has ended; null is no limit. */
export async function findPlanLimit(db: ReadClient | TeamTransaction, subject: LimitSubject): Promise<number | null> {
  const rows = await db.$queryRaw<{ max: number | null }[]>`
    select case when own.subject is null then of_plan.max else own.max end as max
    from identity.team t
    left join identity.team_limit own on own.team_id = t.id and own.subject = ${subject}
    left join lateral (
      select l.max from identity.plan_limit l
      where l.plan = case when t.subscription_expires_at <= now() then 'FREE' else t.plan end and l.subject = ${subject} and l.effective_from <= now()
      order by l.effective_from desc limit 1
    ) of_plan on true
    where t.id = (select app.current_team_id())`;
  return rows[0]?.max ?? null;
}
