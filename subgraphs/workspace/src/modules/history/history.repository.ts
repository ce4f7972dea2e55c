import type { ReadClient } from '@hub/runtime/database';
import type { PlacedCount, PlacedRow, SlicesQuery } from '@hub/runtime/loaders';

/** Something that happened to an entry, a project or a task, as the stream keeps it. */
export interface HistoryRow {
  readonly id: string;
  readonly type: string;
  readonly membershipId: string | null;
  readonly changedAt: Date;
  readonly body: unknown;
}

/** The same part of the histories of several things, newest first. */
export function findHistories(
  db: ReadClient,
  { parents, after, take }: SlicesQuery<string, string>,
): Promise<PlacedRow<HistoryRow>[]> {
  return db.$queryRaw<PlacedRow<HistoryRow>[]>`
    select (x.place - 1)::integer as place, e.id, e.type, e.membership_id as "membershipId", e.written_at as "changedAt", e.body
    from unnest(${[...parents]}::uuid[]) with ordinality x (parent_id, place)
    cross join lateral events.changes_of(x.parent_id, ${after}::uuid, ${take}::integer) e
    order by x.place, e.id desc`;
}

/** How much happened to each of some things. */
export function countHistories(db: ReadClient, parents: readonly string[]): Promise<PlacedCount[]> {
  return db.$queryRaw<PlacedCount[]>`
    select (x.place - 1)::integer as place, events.count_changes_of(x.parent_id) as count
    from unnest(${[...parents]}::uuid[]) with ordinality x (parent_id, place)`;
}

export function findHistoryByIds(db: ReadClient, ids: readonly string[]): Promise<HistoryRow[]> {
  return db.$queryRaw<HistoryRow[]>`
    select e.id, e.type, e.membership_id as "membershipId", e.written_at as "changedAt", e.body
    from events.changes_named(${[...ids]}::uuid[]) e`;
}
