import { badInput } from '@hub/runtime/errors';
import { decodeId, idempotencyKey, idOf, optional, textOf, valuesOf } from '@hub/runtime/graphql';
import { timeZone } from '@hub/runtime/values';
import { z } from 'zod';
import type { ActivityFilter, InputMaybe } from '../../types.generated.js';
import { boundsOf, expectedVersionOf, nullable, prose } from '../base/input-parts.js';
import { priorities } from '../projects/enums.js';
import type { ActivityConditions } from './activity-list.repository.js';
import { activityAnswers, activityKinds, activityParts, activityStatuses, shipleySteps } from './enums.js';

const expectedVersion = expectedVersionOf('activity');
const percentMessage = 'completionPercent is a whole number from 0 to 100.';
const emailMessage = 'email must be an e-mail address of 3 to 254 characters.';
const email = z.string().trim().toLowerCase().max(254, emailMessage).pipe(z.email(emailMessage));

const tagsMax = 20;
const tags = z
  .array(textOf('tags', 50))
  .transform((list) => [...new Set(list)])
  .refine((list) => list.length <= tagsMax, `An activity may have at most ${tagsMax} tags.`);

const fieldsMax = 20;
const customFields = z
  .array(z.object({ name: textOf('name', 50), value: textOf('value', 500, 0) }))
  .max(fieldsMax, `An activity may have at most ${fieldsMax} fields.`)
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'Send each field once.');

const participant = z
  .object({
    memberId: optional(idOf('Member')),
    name: optional(textOf('name', 200)),
    email: optional(email),
    part: optional(z.enum(activityParts)).transform((value) => value ?? 'REQUIRED'),
    answer: optional(z.enum(activityAnswers)),
  })
  .refine(({ memberId, name }) => (memberId === undefined) !== (name === undefined), {
    message: 'Send either a member or a name.',
  })
  .refine((sent) => sent.memberId === undefined || sent.email === undefined, {
    path: ['email'],
    message: 'Members are written to at the addresses of their accounts.',
  });
export type ParticipantInput = z.infer<typeof participant>;

const participantsMax = 50;
const keyOf = ({ memberId, email: address, name }: ParticipantInput) => memberId ?? address ?? `name:${name}`;
const participants = z
  .array(participant)
  .max(participantsMax, `An activity may have at most ${participantsMax} participants.`)
  .refine((list) => new Set(list.map(keyOf)).size === list.length, 'Send each person once.');

const fields = {
  kind: z.enum(activityKinds),
  title: textOf('title', 200),
  startsAt: z.date(),
};
const more = {
  notes: prose('notes', 10_000),
  endsAt: z.date(),
  place: textOf('place', 500),
  shipleyStep: z.enum(shipleySteps),
  assigneeId: idOf('Member'),
};

/** The activity to create. */
export const createActivityInput = z
  .object({
    projectId: optional(idOf('Project')),
    entryId: optional(idOf('Entry')),
    ...fields,
    notes: optional(more.notes),
    endsAt: optional(more.endsAt),
    timeZone: optional(timeZone),
    place: optional(more.place),
    shipleyStep: optional(more.shipleyStep),
    tags: optional(tags),
    customFields: optional(customFields),
    priority: optional(z.enum(priorities)).transform((value) => value ?? 'MEDIUM'),
    assigneeId: optional(more.assigneeId),
    participants: optional(participants),
    idempotencyKey: idempotencyKey(),
  })
  .refine(({ projectId, entryId }) => (projectId === undefined) !== (entryId === undefined), {
    path: ['projectId'],
    message: 'Send either a project or an entry.',
  })
  .refine(({ startsAt, endsAt }) => endsAt === undefined || endsAt >= startsAt, {
    path: ['endsAt'],
    message: 'An activity ends after it begins.',
  });
export type CreateActivity = z.infer<typeof createActivityInput>;

/** What an update changes: only the fields that the client sent, where null is a value. */
export const updateActivityInput = z
  .object({
    id: idOf('Activity'),
    expectedVersion,
    kind: fields.kind.exactOptional(),
    title: fields.title.exactOptional(),
    startsAt: fields.startsAt.exactOptional(),
    notes: nullable(more.notes),
    endsAt: nullable(more.endsAt),
    timeZone: timeZone.exactOptional(),
    place: nullable(more.place),
    shipleyStep: nullable(more.shipleyStep),
    tags: tags.exactOptional(),
    customFields: customFields.exactOptional(),
    priority: z.enum(priorities).exactOptional(),
    status: z.enum(activityStatuses).exactOptional(),
    completionPercent: z.int(percentMessage).min(0, percentMessage).max(100, percentMessage).exactOptional(),
    assigneeId: nullable(more.assigneeId),
    participants: participants.exactOptional(),
  })
  .refine(
    ({ id: _id, expectedVersion: _version, ...changes }) => Object.keys(changes).length > 0,
    'Send at least one field to change.',
  )
  .refine(({ status, completionPercent = 100 }) => status !== 'COMPLETED' || completionPercent === 100, {
    path: ['completionPercent'],
    message: 'What is completed is done to 100 percent.',
  });
export type UpdateActivity = z.infer<typeof updateActivityInput>;

export const answerActivityInput = z.object({ id: idOf('Activity'), answer: z.enum(activityAnswers) });
export type AnswerActivity = z.infer<typeof answerActivityInput>;
export const deleteActivityInput = z.object({ id: idOf('Activity'), expectedVersion });
export const restoreActivityInput = z.object({ id: idOf('Activity') });

/** Conditions of a list. @throws HubError `BAD_USER_INPUT` for a malformed id and for a period that ends before it begins. */
export function activityConditionsOf(filter: InputMaybe<ActivityFilter>): ActivityConditions {
  const { ids, projectIds, entryIds, memberIds } = filter ?? {};
  const bounds = boundsOf(filter?.starting);
  if (bounds === null) throw badInput(['filter', 'starting'], 'filter.starting: from must lie before the end.');
  return {
    ids: valuesOf(ids?.map((id) => decodeId('Activity', id))),
    projectIds: valuesOf(projectIds?.map((id) => decodeId('Project', id))),
    entryIds: valuesOf(entryIds?.map((id) => decodeId('Entry', id))),
    kinds: valuesOf(filter?.kinds),
    statuses: valuesOf(filter?.statuses),
    shipleySteps: valuesOf(filter?.shipleySteps),
    tags: valuesOf(filter?.tags),
    membershipIds: valuesOf(memberIds?.map((id) => decodeId('Member', id))),
    startsFrom: bounds.from,
    startsBefore: bounds.before,
    isOverdue: filter?.isOverdue ?? undefined,
    isFromTenderChange: filter?.isFromTenderChange ?? undefined,
    isDeleted: filter?.isDeleted ?? false,
  };
}
