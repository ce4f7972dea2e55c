import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

const subject = 'SavedSearch';
// Of a search that only its owner sees, neither name nor words are told.
const changed = z.strictObject({ changes: fieldChanges });

/** A search was saved. */
export const savedSearchCreated = defineEvent({
  name: 'tenders.saved_search_created',
  meaning: 'A search was saved.',
  subject,
  risk: 'low',
  body: changed,
});

/** A saved search was changed. */
export const savedSearchUpdated = defineEvent({
  name: 'tenders.saved_search_updated',
  meaning: 'A saved search was changed.',
  subject,
  risk: 'low',
  body: changed.extend({ version: z.int() }),
});

/** A saved search was deleted, with what it had found. */
export const savedSearchDeleted = defineEvent({
  name: 'tenders.saved_search_deleted',
  meaning: 'A saved search was deleted, with what it had found.',
  subject,
  risk: 'medium',
  body: changed,
});

/** A member starts with another search, or with none. */
export const savedSearchDefaultSet = defineEvent({
  name: 'tenders.saved_search_default_set',
  meaning: 'A member chose the search that they start with, or none.',
  subject,
  risk: 'low',
  body: z.strictObject({ membershipId: z.guid(), before: z.guid().nullable(), after: z.guid().nullable() }),
});

/** A saved search with alerts has found tenders. Nothing is told of what they are. */
export const savedSearchMatched = defineEvent({
  name: 'tenders.saved_search_matched',
  meaning: 'A saved search with alerts has found tenders.',
  subject,
  risk: 'low',
  body: z.strictObject({ matchCount: z.int() }),
});

/** Somebody brought a search up to date. */
export const savedSearchRun = defineEvent({
  name: 'tenders.saved_search_run',
  meaning: 'A saved search was run by hand.',
  subject,
  risk: 'low',
  body: z.strictObject({ isUpToDate: z.boolean() }),
});

/** A member has seen matches of a search: numbers up to `after`. */
export const savedSearchSeen = defineEvent({
  name: 'tenders.saved_search_seen',
  meaning: 'A member has seen what a saved search found.',
  subject,
  risk: 'low',
  body: z.strictObject({ membershipId: z.guid(), before: z.int(), after: z.int() }),
});
