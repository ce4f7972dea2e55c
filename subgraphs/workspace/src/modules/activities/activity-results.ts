import type { Activity } from '@hub/prisma/client';
import type { TeamTransaction } from '@hub/runtime/database';
import { changesBetween, recordEvent, type EventType, type FieldChanges } from '@hub/runtime/events';
import { invalidField, type Conflict } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';

export type ActivityConflict = Conflict<'ActivityConflict', Activity>;

/** An activity was made or changed. */
export interface ActivityChanged<Name extends string> {
  readonly __typename: Name;
  readonly activity: Activity;
}

export const noActivity = 'Your team has no activity with this id.';
export const endsTooEarly = invalidField('endsAt', 'An activity ends after it begins.');

const told = [
  'projectId',
  'entryId',
  'kind',
  'title',
  'notes',
  'startsAt',
  'endsAt',
  'timeZone',
  'place',
  'shipleyStep',
  'tags',
  'customFields',
  'priority',
  'status',
  'completionPercent',
  'assigneeMembershipId',
  'deletedAt',
] as const;

/** Fields of an activity that differ between two states of it; null where it does not exist. */
export function activityChanges(before: Activity | null, after: Activity | null): FieldChanges {
  return changesBetween(told, before, after);
}

type Told = EventType<{ projectId: string | null; entryId: string | null; version: number; changes: FieldChanges }>;

/** Records what became of an activity. */
export async function tellOfActivity(
  tx: TeamTransaction,
  type: Told,
  { before, after, also = [] }: { before: Activity | null; after: Activity; also?: FieldChanges },
): Promise<void> {
  const changes = [...activityChanges(before, after), ...also];
  const { projectId, entryId, version } = after;
  await recordEvent(tx, type, { subjectId: after.id, body: { projectId, entryId, version, changes } });
}

/** Later fields of the same request must not see what a loader read before the change. */
export function rememberActivity({ loaders }: Context, activity: Activity): void {
  loaders.activity.clear(activity.id).prime(activity.id, activity);
  loaders.participants.clear(activity.id);
  if (activity.projectId !== null) loaders.projectCounts.clear(activity.projectId);
}
