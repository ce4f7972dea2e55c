import { holds } from '@hub/runtime/auth';
import type { Context } from '../../context.js';
import { taskStatuses } from '../tasks/enums.js';
import {
  countForDashboard,
  findRecentChanges,
  type CountsByName,
  type DashboardCounts,
  type RecentRow,
} from './dashboard.repository.js';

/** What the team has in hand, counted when it is asked for: nothing is kept that could be out of date. */
export function readDashboard({ database, now }: Context): Promise<DashboardCounts> {
  return database.read((db) => countForDashboard(db, { now: now(), taskStatuses }));
}

/** What was changed last, of what the actor may read. */
export function recentChanges({ actor, database }: Context): Promise<RecentRow[]> {
  return database.read((db) => findRecentChanges(db, { includesEntries: holds(actor, 'entry:read') }));
}

/** A count for each name, in their order; 0 where there is none. */
export function countsOf<Name extends string, Count>(
  names: readonly Name[],
  counts: CountsByName,
  make: (name: Name, count: number) => Count,
): Count[] {
  return names.map((name) => make(name, counts[name] ?? 0));
}
