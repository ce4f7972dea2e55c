import { badInput } from '@hub/runtime/errors';
import { decodeId, idempotencyKey, idOf, optional, valuesOf } from '@hub/runtime/graphql';
import { isStorableText, unstorableTextMessage } from '@hub/runtime/values';
import { z } from 'zod';
import type { DateTimeRange, EntryFilter, InputMaybe } from '../../types.generated.js';
import { boundsOf, expectedVersionOf } from '../base/input-parts.js';
import type { EntryConditions } from './entry-list.repository.js';

const status = z.enum(['PENDING', 'INTERESTED', 'NOT_ELIGIBLE', 'SUBMITTED']);
const priority = z.enum(['LOW', 'MEDIUM', 'HIGH']);
// As a person wrote them, indents and all. Blanks alone are no notes.
const notes = z
  .string()
  .max(10_000, 'notes may have at most 10000 characters.')
  .refine(isStorableText, unstorableTextMessage)
  .transform((text) => (text.trim() === '' ? null : text));

/** What is known when tracking begins. */
const firstDecision = {
  status: optional(status).transform((value) => value ?? 'PENDING'),
  priority: optional(priority).transform((value) => value ?? 'MEDIUM'),
  assigneeId: optional(idOf('Member')),
};

/** The tender to track, and what is known of it so far. */
export const trackTenderInput = z.object({
  tenderId: idOf('Tender', 'TeamTender'),
  ...firstDecision,
  notes: optional(notes),
  idempotencyKey: idempotencyKey(),
});
export type TrackTender = z.infer<typeof trackTenderInput>;

const bulkMax = 100;
const bulkMessage = `Send 1 to ${bulkMax} tenders.`;

/** The tenders to track, and what is known of all of them so far. */
export const trackTendersInput = z.object({
  tenderIds: z
    .array(idOf('Tender', 'TeamTender'))
    .min(1, bulkMessage)
    .max(bulkMax, bulkMessage)
    .refine((ids) => new Set(ids).size === ids.length, 'Send each tender once.'),
  ...firstDecision,
  idempotencyKey: idempotencyKey(),
});
export type TrackTenders = z.infer<typeof trackTendersInput>;

const expectedVersion = expectedVersionOf('entry');

/** The entry to delete, and the version in which it was seen. */
export const untrackTenderInput = z.object({ id: idOf('Entry'), expectedVersion });
export type UntrackTender = z.infer<typeof untrackTenderInput>;

const changes = {
  status: status.exactOptional(),
  priority: priority.exactOptional(),
  assigneeId: z.union([z.null(), idOf('Member')]).exactOptional(),
};

/** What an update changes: only the fields that the client sent, where null is a value. */
export const updateEntryInput = z
  .object({
    id: idOf('Entry'),
    expectedVersion,
    ...changes,
    notes: z.union([z.null(), notes]).exactOptional(),
  })
  .refine(
    ({ id: _id, expectedVersion: _version, ...fields }) => Object.keys(fields).length > 0,
    'Send at least one of status, priority, assigneeId and notes.',
  );
export type UpdateEntry = z.infer<typeof updateEntryInput>;

const editMessage = `Send 1 to ${bulkMax} entries.`;

/** The entries to change, and what to change of each. */
export const editEntriesInput = z
  .object({
    entries: z
      .array(z.object({ id: idOf('Entry'), expectedVersion }))
      .min(1, editMessage)
      .max(bulkMax, editMessage)
      .refine((entries) => new Set(entries.map(({ id }) => id)).size === entries.length, 'Send each entry once.'),
    ...changes,
  })
  .refine(
    ({ entries: _entries, ...fields }) => Object.keys(fields).length > 0,
    'Send at least one of status, priority and assigneeId.',
  );
export type EditEntries = z.infer<typeof editEntriesInput>;

/**
 * Conditions of a list. Null is no condition, as when a client sends a variable that is not set, and neither is `[]`.
 * @throws HubError `BAD_USER_INPUT` for a malformed id, a period that ends before it begins, and a score that is none.
 */
export function conditionsOf(filter: InputMaybe<EntryFilter>): EntryConditions {
  const { ids, statuses, priorities, assigneeIds, closing, minReadinessScore } = filter ?? {};
  if (!isScore(minReadinessScore))
    throw badInput(['filter', 'minReadinessScore'], 'filter.minReadinessScore must be between 0 and 100.');
  return {
    ids: valuesOf(ids?.map((id) => decodeId('Entry', id))),
    statuses: valuesOf(statuses),
    priorities: valuesOf(priorities),
    assigneeMembershipIds: valuesOf(assigneeIds?.map((id) => decodeId('Member', id))),
    ...closingBounds(closing),
    scoreMin: minReadinessScore ?? undefined,
  };
}

const isScore = (score: InputMaybe<number>) => score === null || score === undefined || (score >= 0 && score <= 100);

function closingBounds(period: InputMaybe<DateTimeRange>): Pick<EntryConditions, 'closesFrom' | 'closesBefore'> {
  const bounds = boundsOf(period);
  if (bounds === null) throw badInput(['filter', 'closing'], 'filter.closing: from must lie before the end.');
  return { closesFrom: bounds.from, closesBefore: bounds.before };
}
