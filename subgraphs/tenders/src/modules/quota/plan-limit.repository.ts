import type { ReadClient } from '@hub/runtime/database';

/** What a plan allows from a moment on. */
export interface PlanLimit {
  readonly plan: string;
  readonly effectiveFrom: Date;
  /** Null is no limit. */
  readonly max: number | null;
}

/** What was agreed with the current team alone, of searches a day; null when nothing was. */
export async function findOwnSearchLimit(db: ReadClient): Promise<{ readonly max: number | null } | null> {
  return db.teamLimit.findFirst({ where: { subject: 'SEARCHES_PER_DAY' }, select: { max: true } });
}

/** All daily limits of searches there have been and will be, newest first. */
export function findSearchLimits(db: ReadClient): Promise<PlanLimit[]> {
  return db.planLimit.findMany({
    where: { subject: 'SEARCHES_PER_DAY' },
    orderBy: { effectiveFrom: 'desc' },
    select: { plan: true, effectiveFrom: true, max: true },
  });
}
