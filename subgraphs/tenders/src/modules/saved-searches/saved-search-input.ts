import type { Prisma } from '@hub/prisma/client';
import { idempotencyKey, idOf, invalidField, optional, textOf, type InvalidInput } from '@hub/runtime/graphql';
import { z } from 'zod';
import { requestOf, storableFilter, type StoredSearch } from './stored-search.js';

const filterLengthMax = 20_000;

const name = textOf('name', 100);
const search = textOf('search', 100_000, 0);
// Its parts have been checked by GraphQL; whether they make a search is said by `refusalOfSearch`.
const filter = z
  .custom<object>((value) => typeof value === 'object' && value !== null)
  .transform((value): Prisma.InputJsonObject => storableFilter(value))
  .refine(
    (value) => JSON.stringify(value).length <= filterLengthMax,
    `filter must not have more than ${filterLengthMax} characters as JSON.`,
  );
const noFilter = z.null().transform((): Prisma.InputJsonObject => ({}));
const visibility = z.enum(['PRIVATE', 'TEAM']);
const text = z.string();

/** The search to save. */
export const createSavedSearchInput = z.object({
  name,
  search: optional(search),
  filter: optional(filter),
  orderBy: optional(text),
  visibility: optional(visibility),
  notification: optional(text),
  alertsAgain: optional(z.boolean()),
  idempotencyKey: idempotencyKey(),
});
export type CreateSavedSearch = z.infer<typeof createSavedSearchInput>;

/** What to change. Null clears what can be left empty; elsewhere there is no null. */
export const updateSavedSearchInput = z.object({
  id: idOf('SavedSearch'),
  expectedVersion: z.int(),
  name: name.exactOptional(),
  search: z.union([z.null(), search]).exactOptional(),
  filter: z.union([noFilter, filter]).exactOptional(),
  orderBy: z.union([z.null(), text]).exactOptional(),
  visibility: visibility.exactOptional(),
  notification: text.exactOptional(),
  alertsAgain: z.boolean().exactOptional(),
  isActive: z.boolean().exactOptional(),
});
export type UpdateSavedSearch = z.infer<typeof updateSavedSearchInput>;

/** Names one search. */
export const savedSearchIdInput = z.object({ id: idOf('SavedSearch') });

/** Names one search, or none. */
export const savedSearchChoiceInput = z.object({ id: z.union([z.null(), idOf('SavedSearch')]).default(null) });

/** What was seen of a search: everything, or up to a position. */
export const markSavedSearchSeenInput = z.object({ id: idOf('SavedSearch'), upTo: optional(text) });

/** What `tenders` would refuse as well; null for a search that it would run. */
export function refusalOfSearch(stored: StoredSearch): InvalidInput | null {
  const checked = requestOf(stored);
  return 'problem' in checked ? invalidField(checked.field, checked.problem) : null;
}
