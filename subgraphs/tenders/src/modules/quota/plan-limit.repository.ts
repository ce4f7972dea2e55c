import type { ReadClient } from '@hub/runtime/database';

/** What a plan allows from a moment on. */
export interface PlanLimit {
  readonly plan: string;
  readonly effectiveFrom: Date;
  /** Null is no limit. */
  readonly max: number | null;
}

/** What holds for the current team alone. */
export interface OwnLimit {
  /** Searches a day that were agreed with it; null when nothing was. */
  readonly agreed: { readonly max: number | null } | null;
  /** When its subscription ends or has ended; null for one without an end. */
  readonly subscriptionExpiresAt: Date | null;
}

export async function findOwnSearchLimit(db: ReadClient): Promise<OwnLimit> {
  const [row] = await db.$queryRaw<{ isAgreed: boolean; max: number | null; subscriptionExpiresAt: Date | null }[]>`
    select own.subject is not null as "isAgreed", own.max, t.subscription_expires_at as "subscriptionExpiresAt"
    from identity.team t
    left join identity.team_limit own on own.team_id = t.id and own.subject = 'SEARCHES_PER_DAY'
    where t.id = (select app.current_team_id())`;
  return {
    agreed: row?.isAgreed === true ? { max: row.max } : null,
    subscriptionExpiresAt: row?.subscriptionExpiresAt ?? null,
  };
}

/** All daily limits of searches there have been and will be, newest first. */
export function findSearchLimits(db: ReadClient): Promise<PlanLimit[]> {
  return db.planLimit.findMany({
    where: { subject: 'SEARCHES_PER_DAY' },
    orderBy: { effectiveFrom: 'desc' },
    select: { plan: true, effectiveFrom: true, max: true },
  });
}
