import type { Activity } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { activityCreated } from '@hub/runtime/events';
import {
  notFound,
  pageOf,
  sliceOf,
  type Connection,
  type InvalidInput,
  type NotFound,
  type PageArguments,
} from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { sortedList, sortKeyOf, type SortedRow } from '../lists/sorted-list.js';
import { memberExists } from '../members/member.repository.js';
import { noProject, notInTeam } from '../projects/project-results.js';
import type { CreateActivity } from './activity-input.js';
import {
  activitySorts,
  countActivities,
  findActivityPage,
  type ActivityConditions,
} from './activity-list.repository.js';
import {
  noEntry,
  rememberActivity,
  tellOfActivity,
  unlessSomebodyLeft,
  type ActivityChanged,
} from './activity-results.js';
import * as activities from './activity.repository.js';
import { setParticipants, strangerAmong } from './participants.service.js';

type CreateResult = ActivityChanged<'CreateActivitySuccess'> | InvalidInput | NotFound;

interface ActivityList {
  readonly conditions: ActivityConditions;
  readonly order: keyof typeof activitySorts;
  readonly page: PageArguments;
}

/** A page of the team's activities over all projects and entries. */
export async function activitiesPage(
  { database, loaders, now }: Context,
  { conditions, order, page }: ActivityList,
): Promise<Connection<Activity>> {
  const sorting = activitySorts[order];
  const paged = sortedList<Activity & SortedRow>(`activities:${order}`, sorting.column?.type ?? null);
  const { after, take } = sliceOf(paged, page);
  const found = await database.read((db) =>
    findActivityPage(db, { conditions, now: now(), sorting, after: sortKeyOf(after), take }),
  );
  const rows = await Promise.all(
    found.map(async ({ id, sortedBy }) => {
      const activity = await loaders.activity.load(id);
      return activity && { ...activity, sortedBy };
    }),
  );
  const count = () => database.read((db) => countActivities(db, conditions, now()));
  return pageOf(paged, { rows: rows.filter((row) => row !== null), count }, page);
}

/** Creates an activity of a project or an entry. */
export async function createActivity(context: Context, input: CreateActivity): Promise<CreateResult> {
  const { actor, database } = context;
  const { idempotencyKey: key, ...sent } = input;
  const result = await unlessSomebodyLeft(
    database.write((tx) =>
      oncePerKey<CreateResult>(
        tx,
        { operation: 'createActivity', key, input: sent, actor },
        {
          make: () => create(context, tx, sent),
          createdBy: (made) => ('activity' in made ? made.activity.id : null),
          again: async (id) => createdAlready(await activities.findActivity(tx, id)),
        },
      ),
    ),
  );
  if ('activity' in result) rememberActivity(context, result.activity);
  return result;
}

function createdAlready(activity: Activity | null): CreateResult | null {
  return activity && { __typename: 'CreateActivitySuccess', activity };
}

async function create(
  { actor, now }: Context,
  tx: TeamTransaction,
  input: Omit<CreateActivity, 'idempotencyKey'>,
): Promise<CreateResult> {
  const { projectId, entryId, assigneeId = null, participants = [], ...fields } = input;
  if (!(await activities.parentIsLive(tx, { projectId, entryId })))
    return projectId === undefined ? notFound(noEntry, 'entryId') : notFound(noProject, 'projectId');
  if (assigneeId !== null && !(await memberExists(tx, assigneeId, now()))) return notInTeam('assigneeId');
  const stranger = await strangerAmong(tx, participants, now());
  if (stranger !== null) return stranger;
  const byMembershipId = membershipOf(actor);
  const activity = await activities.insertActivity(tx, {
    teamId: requireTeam(actor, 'Creating an activity needs a team.'),
    projectId: projectId ?? null,
    entryId: entryId ?? null,
    kind: fields.kind,
    title: fields.title,
    notes: fields.notes ?? null,
    startsAt: fields.startsAt,
    endsAt: fields.endsAt ?? null,
    timeZone: fields.timeZone ?? (await activities.findTeamZone(tx)),
    place: fields.place ?? null,
    shipleyStep: fields.shipleyStep ?? null,
    tags: fields.tags ?? [],
    customFields: fields.customFields ?? [],
    priority: fields.priority,
    assigneeMembershipId: assigneeId,
    createdByMembershipId: byMembershipId,
    updatedByMembershipId: byMembershipId,
  });
  const also = await setParticipants(tx, activity, { people: participants, now: now() });
  await tellOfActivity(tx, activityCreated, { before: null, after: activity, also });
  return { __typename: 'CreateActivitySuccess', activity };
}
