import type { Activity } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { activityCreated } from '@hub/runtime/events';
import { notFound, type Connection, type InvalidInput, type NotFound, type PageArguments } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { noEntry } from '../entries/entry-results.js';
import { sortedPage } from '../lists/sorted-page.service.js';
import { memberExists } from '../members/member.repository.js';
import { notInTeam, unlessMemberLeft } from '../members/not-in-team.js';
import { requireIn } from '../projects/project-access.js';
import { noProject } from '../projects/project-results.js';
import type { CreateActivity } from './activity-input.js';
import {
  activitySorts,
  countActivities,
  findActivityPage,
  type ActivityConditions,
} from './activity-list.repository.js';
import { rememberActivity, tellOfActivity, type ActivityChanged } from './activity-results.js';
import * as activities from './activity.repository.js';
import { setParticipants, strangerAmong } from './participants.service.js';

type CreateResult = ActivityChanged<'CreateActivitySuccess'> | InvalidInput | NotFound;

interface ActivityList {
  readonly conditions: ActivityConditions;
  readonly order: keyof typeof activitySorts;
  readonly page: PageArguments;
}

/** A page of the team's activities over all projects and entries. */
export function activitiesPage(
  context: Context,
  { conditions, order, page }: ActivityList,
): Promise<Connection<Activity>> {
  const query = { conditions, now: context.now() };
  return sortedPage(
    context,
    { name: `activities:${order}`, sorting: activitySorts[order], page },
    {
      find: (db, slice) => findActivityPage(db, query, slice),
      count: (db) => countActivities(db, query),
      rows: context.loaders.activity,
    },
  );
}

/** Creates an activity of a project or an entry. */
export async function createActivity(context: Context, input: CreateActivity): Promise<CreateResult> {
  const { actor, database } = context;
  const { idempotencyKey: key, ...sent } = input;
  const result = await unlessMemberLeft(
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
    notInTeam('assigneeId'),
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
  requireIn(actor, tx, 'project:update', projectId ?? null);
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
