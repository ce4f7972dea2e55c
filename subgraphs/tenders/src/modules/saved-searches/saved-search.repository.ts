import type { Prisma, SavedSearch } from '@hub/prisma/client';
import { lockUntilCommit, type ReadClient, type TeamTransaction } from '@hub/runtime/database';

/** A saved search as it is stored, without its place in the order of changes. */
export type SavedSearchRow = SavedSearch;

/** What a person sets. */
export interface SavedSearchFields {
  readonly name: string;
  readonly search: string | null;
  readonly filter: Prisma.InputJsonObject;
  readonly orderBy: string | null;
  readonly ownerMembershipId: string | null;
  readonly notification: string;
  readonly alertsAgain: boolean;
  readonly isActive: boolean;
}

/** Whose eyes: a member sees the team's searches and their own; who is no member sees the team's. */
export interface Viewer {
  readonly membershipId: string | null;
}

function visibleTo({ membershipId }: Viewer): Prisma.SavedSearchWhereInput {
  return { OR: [{ ownerMembershipId: null }, ...(membershipId === null ? [] : [{ ownerMembershipId: membershipId }])] };
}

/** Oldest first: ids are time-ordered. */
export function findSavedSearches(
  db: ReadClient,
  page: Viewer & { after: string | null; take: number },
): Promise<SavedSearchRow[]> {
  return db.savedSearch.findMany({
    where: { ...visibleTo(page), ...(page.after !== null && { id: { gt: page.after } }) },
    orderBy: { id: 'asc' },
    take: page.take,
  });
}

export function countVisible(db: ReadClient, viewer: Viewer): Promise<number> {
  return db.savedSearch.count({ where: visibleTo(viewer) });
}

export function findSavedSearchesByIds(
  db: ReadClient,
  query: Viewer & { ids: readonly string[] },
): Promise<SavedSearchRow[]> {
  return db.savedSearch.findMany({ where: { ...visibleTo(query), id: { in: [...query.ids] } } });
}

export function findSavedSearch(
  db: ReadClient | TeamTransaction,
  query: Viewer & { id: string },
): Promise<SavedSearchRow | null> {
  return db.savedSearch.findFirst({ where: { ...visibleTo(query), id: query.id } });
}

/** {@link findSavedSearch}, which nobody else changes until the transaction ends. */
export async function lockSavedSearch(
  tx: TeamTransaction,
  query: Viewer & { id: string },
): Promise<SavedSearchRow | null> {
  await tx.$queryRaw`select from tenders.saved_search where id = ${query.id}::uuid for no key update`;
  return findSavedSearch(tx, query);
}

/** Makes searches of one team wait for each other's saving, so that a limit cannot be passed by saving two at once. */
export async function lockSavedSearches(tx: TeamTransaction, teamId: string): Promise<void> {
  await lockUntilCommit(tx, `saved_search:${teamId}`);
}

/** Those of every member, since the limit is the team's. */
export function countSavedSearches(tx: TeamTransaction): Promise<number> {
  return tx.savedSearch.count();
}

/** Null when the name is taken. */
export async function insertSavedSearch(
  tx: TeamTransaction,
  {
    byMembershipId,
    ...search
  }: SavedSearchFields & {
    id: string;
    teamId: string;
    byMembershipId: string | null;
    matchedAt: Date;
  },
): Promise<SavedSearchRow | null> {
  const actors = { createdByMembershipId: byMembershipId, updatedByMembershipId: byMembershipId };
  const added = await tx.savedSearch.createManyAndReturn({ data: [{ ...search, ...actors }], skipDuplicates: true });
  return added[0] ?? null;
}

/** Changes a search that still has the version given. Null when it has another. */
export async function changeSavedSearch(
  tx: TeamTransaction,
  change: { id: string; expectedVersion: number; fields: SavedSearchFields; byMembershipId: string | null },
): Promise<SavedSearchRow | null> {
  const changed = await tx.savedSearch.updateManyAndReturn({
    where: { id: change.id, version: change.expectedVersion },
    data: { ...change.fields, updatedByMembershipId: change.byMembershipId, version: { increment: 1 } },
  });
  return changed[0] ?? null;
}

/** Forgets what a search has found: it was found by another question. */
export async function deleteMatches(tx: TeamTransaction, savedSearchId: string): Promise<void> {
  await tx.savedSearchMatch.deleteMany({ where: { savedSearchId } });
}

/** What has been found so far does not become an alert any more. */
export async function skipAlerts(tx: TeamTransaction, id: string): Promise<void> {
  await tx.$executeRaw`update tenders.saved_search set notified_count = match_count where id = ${id}::uuid`;
}

/** Changes until now are not new to the search. */
export async function watchFromNow(tx: TeamTransaction, id: string): Promise<void> {
  await tx.$executeRaw`
    update tenders.saved_search set watched_in = default, matched_in = default, matched_tender = default,
      own_matched_in = default, own_matched_tender = default
    where id = ${id}::uuid`;
}

/** Notes when somebody ran the search. */
export async function noteRun(tx: TeamTransaction, id: string, at: Date): Promise<void> {
  await tx.savedSearch.updateMany({ where: { id }, data: { lastRunAt: at } });
}

/** False when there is none that the viewer sees. */
export async function deleteSavedSearch(tx: TeamTransaction, query: Viewer & { id: string }): Promise<boolean> {
  const { count } = await tx.savedSearch.deleteMany({ where: { ...visibleTo(query), id: query.id } });
  return count === 1;
}
