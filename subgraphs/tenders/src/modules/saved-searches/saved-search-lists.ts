import { badInput, type HubError } from '@hub/runtime/errors';
import {
  connectionOf,
  encodeCursor,
  pageSizeOf,
  readCursor,
  type Connection,
  type PageArguments,
} from '@hub/runtime/graphql';
import { readInstant } from '@hub/runtime/values';
import { z } from 'zod';
import type { Context } from '../../context.js';
import { countAlerts, findAlerts, type MatchRow } from './match.repository.js';
import { countVisible, findSavedSearches, type SavedSearchRow } from './saved-search.repository.js';
import { membershipOf } from '@hub/runtime/auth';

const instant = z.iso.datetime().refine((text) => readInstant(text) !== null);
const lists = { searches: 'savedSearches', alerts: 'savedSearchAlerts', matches: 'savedSearchMatches' } as const;

/** A page of the searches that the actor sees, oldest first. */
export async function savedSearchesPage(
  { actor, database }: Context,
  page: PageArguments,
): Promise<Connection<SavedSearchRow>> {
  const size = pageSizeOf(page);
  const [after] = keyOf(page.after, { list: lists.searches, shape: z.tuple([z.guid()]) }) ?? [];
  const query = { membershipId: membershipOf(actor), after: after ?? null, take: size + 1 };
  const rows = await database.read((db) => findSavedSearches(db, query));
  return connectionOf(rows, size, {
    after: page.after,
    cursorOf: ({ id }) => encodeCursor(lists.searches, [id]),
    count: () => database.read((db) => countVisible(db, { membershipId: membershipOf(actor) })),
  });
}

/** A page of what the actor's searches have alerted of, newest first. */
export async function alertsPage({ actor, database }: Context, page: PageArguments): Promise<Connection<MatchRow>> {
  const size = pageSizeOf(page);
  const key = keyOf(page.after, { list: lists.alerts, shape: z.tuple([instant, z.guid()]) });
  const after = key === null ? null : { notifiedAt: new Date(key[0]), id: key[1] };
  const query = { membershipId: membershipOf(actor), after, take: size + 1 };
  const rows = await database.read((db) => findAlerts(db, query));
  return connectionOf(rows, size, {
    after: page.after,
    count: () => database.read((db) => countAlerts(db, membershipOf(actor))),
    cursorOf: ({ notifiedAt, id }) => encodeCursor(lists.alerts, [notifiedAt?.toISOString() ?? null, id]),
  });
}

/** A page of what a search found that the actor has not seen, found last first. */
export async function newMatchesPage(
  { loaders }: Context,
  { savedSearchId, page }: { savedSearchId: string; page: PageArguments },
): Promise<Connection<MatchRow>> {
  const size = pageSizeOf(page);
  const [before] = keyOf(page.after, { list: lists.matches, shape: z.tuple([matchNumber]) }) ?? [];
  const rows = await loaders.newMatches.load({ savedSearchId, before: before ?? null, take: size + 1 });
  return connectionOf(rows, size, {
    after: page.after,
    count: () => loaders.newCount.load(savedSearchId),
    cursorOf: ({ number }) => encodeCursor(lists.matches, [number]),
  });
}

const matchNumber = z.int().min(1);
const position = 'savedSearchPosition';

/** The place of a match in its search, as a client hands it back. */
export function positionOf({ savedSearchId, number }: MatchRow): string {
  return encodeCursor(position, [savedSearchId, number]);
}

/** @throws HubError `BAD_USER_INPUT` for anything that is no position in this search. */
export function numberAt(text: string, savedSearchId: string): number {
  const key = keyOf(text, { list: position, shape: z.tuple([z.guid(), matchNumber]), argument: 'upTo' });
  if (key !== null && key[0] === savedSearchId) return key[1];
  throw notOfThisList('upTo');
}

function keyOf<Key>(
  cursor: string | null | undefined,
  { list, shape, argument = 'after' }: { list: string; shape: z.ZodType<Key>; argument?: string },
): Key | null {
  if (cursor === null || cursor === undefined) return null;
  const parsed = shape.safeParse(readCursor(list, cursor));
  if (parsed.success) return parsed.data;
  throw notOfThisList(argument);
}

function notOfThisList(argument: string): HubError {
  return badInput([argument], `${argument} is not of this list. Pass it exactly as the API returned it.`);
}
