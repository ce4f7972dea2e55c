import type { Activity } from '@hub/prisma/client';
import { membershipOf } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { activityAnswered, activityDeleted, activityRestored, activityUpdated } from '@hub/runtime/events';
import { conflictWith, encodeId, notFound, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { rememberShown } from '../base/remember-shown.js';
import { memberExists } from '../members/member.repository.js';
import { notInTeam, unlessMemberLeft } from '../members/not-in-team.js';
import { requireIn } from '../projects/project-access.js';
import type { AnswerActivity, UpdateActivity } from './activity-input.js';
import {
  activityChanges,
  endsTooEarly,
  noActivity,
  rememberActivity,
  tellOfActivity,
  type ActivityChanged,
  type ActivityConflict,
} from './activity-results.js';
import * as activities from './activity.repository.js';
import { setParticipants, strangerAmong } from './participants.service.js';

type Version = { readonly id: string; readonly expectedVersion: number };
type UpdateResult = ActivityChanged<'UpdateActivitySuccess'> | InvalidInput | NotFound | ActivityConflict;
type AnswerResult = ActivityChanged<'AnswerActivitySuccess'> | NotFound;
type Deleted = ActivityChanged<'DeleteActivitySuccess'> & { readonly deletedId: string };
type DeleteResult = Deleted | NotFound | ActivityConflict;
type RestoreResult = ActivityChanged<'RestoreActivitySuccess'> | NotFound;

/** Changes an activity if it still has the version that the change was made on. What changes nothing keeps the version. */
export async function updateActivity(context: Context, input: UpdateActivity): Promise<UpdateResult> {
  const changed = context.database.write((tx) => update(context, tx, input));
  return remembered(context, await unlessMemberLeft(changed, notInTeam('assigneeId')));
}

/** The activity as it is found, which nobody else changes meanwhile; or why it cannot be changed. */
async function lockVersion(
  { actor }: Context,
  tx: TeamTransaction,
  { id, expectedVersion }: Version,
): Promise<Activity | NotFound | ActivityConflict> {
  const current = await activities.lockActivity(tx, id);
  if (current === null || current.deletedAt !== null || !(await activities.parentIsLive(tx, current)))
    return notFound(noActivity);
  requireIn(actor, tx, 'project:update', current.projectId);
  return current.version === expectedVersion ? current : conflictWith('ActivityConflict', 'activity', current);
}

async function update(context: Context, tx: TeamTransaction, input: UpdateActivity): Promise<UpdateResult> {
  const now = context.now();
  const current = await lockVersion(context, tx, input);
  if ('__typename' in current) return current;
  const { assigneeId, participants } = input;
  if (typeof assigneeId === 'string' && !(await memberExists(tx, assigneeId, now))) return notInTeam('assigneeId');
  const stranger = await strangerAmong(tx, participants ?? [], now);
  if (stranger !== null) return stranger;
  const fields = { ...fieldsOf(current, input), ...progressOf(current, input, now) };
  if (fields.endsAt !== null && fields.endsAt < fields.startsAt) return endsTooEarly;
  const also = participants === undefined ? [] : await setParticipants(tx, current, { people: participants, now });
  if (activityChanges(current, { ...current, ...fields }).length + also.length === 0)
    return { __typename: 'UpdateActivitySuccess', activity: current };
  const activity = await activities.changeActivity(tx, current, {
    ...fields,
    updatedByMembershipId: membershipOf(context.actor),
  });
  await tellOfActivity(tx, activityUpdated, { before: current, after: activity, also });
  return { __typename: 'UpdateActivitySuccess', activity };
}

/** The fields of an activity as they are to be: those that were sent, null included, and else as they are. */
function fieldsOf(current: Activity, input: UpdateActivity) {
  const { notes, endsAt, place, shipleyStep, assigneeId } = input;
  return {
    kind: input.kind ?? current.kind,
    title: input.title ?? current.title,
    notes: notes === undefined ? current.notes : notes,
    startsAt: input.startsAt ?? current.startsAt,
    endsAt: endsAt === undefined ? current.endsAt : endsAt,
    timeZone: input.timeZone ?? current.timeZone,
    place: place === undefined ? current.place : place,
    shipleyStep: shipleyStep === undefined ? current.shipleyStep : shipleyStep,
    tags: input.tags ?? current.tags,
    customFields: input.customFields ?? current.customFields ?? [],
    priority: input.priority ?? current.priority,
    assigneeMembershipId: assigneeId === undefined ? current.assigneeMembershipId : assigneeId,
  };
}

/** Completing is 100 percent, and the other way round; less takes a completion back. */
function progressOf(current: Activity, { status: sent, completionPercent }: UpdateActivity, now: Date) {
  const byPercent = completionPercent === 100 ? 'COMPLETED' : 'PLANNED';
  const moves = completionPercent !== undefined && current.status !== 'CANCELLED';
  const status = sent ?? (moves ? byPercent : current.status);
  const isCompleted = status === 'COMPLETED';
  const left = current.status === 'COMPLETED' && !isCompleted ? 0 : current.completionPercent;
  return {
    status,
    completionPercent: isCompleted ? 100 : (completionPercent ?? left),
    completedAt: isCompleted ? (current.completedAt ?? now) : null,
  };
}

/** Keeps what the actor answers to an activity that they are invited to. Answering the same again changes nothing. */
export async function answerActivity(context: Context, { id, answer }: AnswerActivity): Promise<AnswerResult> {
  const result = await context.database.write(async (tx): Promise<AnswerResult> => {
    const membershipId = membershipOf(context.actor);
    const activity = await activities.lockActivity(tx, id);
    if (activity === null || activity.deletedAt !== null || !(await activities.parentIsLive(tx, activity)))
      return notFound(notInvited);
    const parts = await activities.findParticipants(tx, [id]);
    const own = parts.find((part) => part.membershipId !== null && part.membershipId === membershipId);
    if (own === undefined || membershipId === null) return notFound(notInvited);
    if (own.answer !== answer) {
      const answeredAt = answer === 'INVITED' ? null : context.now();
      await activities.changeAnswer(tx, { activityId: id, membershipId }, { answer, answeredAt });
      const also = [{ field: 'answer', before: own.answer, after: answer }];
      await tellOfActivity(tx, activityAnswered, { before: activity, after: activity, also });
    }
    return { __typename: 'AnswerActivitySuccess', activity };
  });
  return remembered(context, result);
}

const notInvited = 'There is no activity with this id that you are invited to.';

/** Puts an activity into the bin. */
export async function deleteActivity(context: Context, input: Version): Promise<DeleteResult> {
  const result = await context.database.write(async (tx): Promise<DeleteResult> => {
    const current = await lockVersion(context, tx, input);
    if ('__typename' in current) return current;
    const by = membershipOf(context.actor);
    const fields = { deletedAt: context.now(), deletedByMembershipId: by, updatedByMembershipId: by };
    const activity = await activities.changeActivity(tx, current, fields);
    await tellOfActivity(tx, activityDeleted, { before: current, after: activity });
    return { __typename: 'DeleteActivitySuccess', deletedId: encodeId('Activity', activity.id), activity };
  });
  return remembered(context, result);
}

/** Takes an activity out of the bin. */
export async function restoreActivity(context: Context, { id }: { readonly id: string }): Promise<RestoreResult> {
  const result = await context.database.write(async (tx): Promise<RestoreResult> => {
    const current = await activities.lockActivity(tx, id);
    if (current === null || current.deletedAt === null || !(await activities.parentIsLive(tx, current)))
      return notFound('There is no activity with this id in the bin of your team.');
    requireIn(context.actor, tx, 'project:update', current.projectId);
    const by = membershipOf(context.actor);
    const fields = { deletedAt: null, deletedByMembershipId: null, updatedByMembershipId: by };
    const activity = await activities.changeActivity(tx, current, fields);
    await tellOfActivity(tx, activityRestored, { before: current, after: activity });
    return { __typename: 'RestoreActivitySuccess', activity };
  });
  return remembered(context, result);
}

function remembered<
  Result extends { readonly __typename: string; readonly activity?: Activity; readonly current?: Activity },
>(context: Context, result: Result): Result {
  rememberShown(result, 'activity', (activity: Activity) => rememberActivity(context, activity));
  return result;
}
