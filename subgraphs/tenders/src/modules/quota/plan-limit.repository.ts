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
  const agreed = await db.teamLimit.findFirst({ where: { subject: 'SEARCHES_PER_DAY' }, select: { max: true } });
  const team = await db.team.findFirst({ select: { subscriptionExpiresAt: true } });
  return { agreed, subscriptionExpiresAt: team?.subscriptionExpiresAt ?? null };
}

/** All daily limits of searches there have been and will be, newest first. */
export function findSearchLimits(db: ReadClient): Promise<PlanLimit[]> {
  return db.planLimit.findMany({
    where: { subject: 'SEARCHES_PER_DAY' },
    orderBy: { effectiveFrom: 'desc' },
    select: { plan: true, effectiveFrom: true, max: true },
  });
}
