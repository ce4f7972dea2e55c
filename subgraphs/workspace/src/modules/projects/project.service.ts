import type { Project } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { projectCreated, projectUpdated } from '@hub/runtime/events';
import {
  notFound,
  type Connection,
  type InvalidInput,
  type LimitReached,
  type NotFound,
  type PageArguments,
} from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { sortedPage } from '../lists/sorted-page.service.js';
import { existingMemberIds } from '../members/member.repository.js';
import { notInTeam } from '../members/not-in-team.js';
import { findVisibleTenders, type VisibleTender } from '../tenders/visible-tender.repository.js';
import { changingProject } from './change-project.service.js';
import type { CreateProject, UpdateProject } from './project-input.js';
import { projectLimit } from './project-limit.js';
import { countProjects, findProjectPage, sortingOf, type ProjectConditions } from './project-list.repository.js';
import { projectSorts } from './project-order.js';
import * as projects from './project.repository.js';
import {
  projectChanges,
  rememberProject,
  tellOfProject,
  unlessRefused,
  type ProjectChanged,
  type ProjectConflict,
} from './project-results.js';

type CreateResult = ProjectChanged<'CreateProjectSuccess'> | InvalidInput | NotFound | LimitReached;
type UpdateResult = ProjectChanged<'UpdateProjectSuccess'> | InvalidInput | NotFound | ProjectConflict;

/** A page of the team's projects. */
export function projectsPage(
  context: Context,
  { conditions, order, page }: { conditions: ProjectConditions; order: keyof typeof projectSorts; page: PageArguments },
): Promise<Connection<Project>> {
  return sortedPage(
    context,
    { name: `projects:${order}`, sorting: sortingOf(projectSorts[order]), page },
    {
      find: (db, slice) => findProjectPage(db, conditions, slice),
      count: (db) => countProjects(db, conditions),
      rows: context.loaders.project,
    },
  );
}

/** Creates a project, as many as the plan of the team allows. */
export async function createProject(context: Context, input: CreateProject): Promise<CreateResult> {
  const { actor, database } = context;
  const teamId = requireTeam(actor, 'Creating a project needs a team.');
  const { idempotencyKey: key, ...sent } = input;
  const result = await unlessRefused(
    database.write((tx) =>
      oncePerKey<CreateResult>(
        tx,
        { operation: 'createProject', key, input: sent, actor },
        {
          make: () => create(context, tx, { ...sent, teamId }),
          createdBy: (made) => ('project' in made ? made.project.id : null),
          again: async (id) => createdAlready(await projects.findProject(tx, id)),
        },
      ),
    ),
  );
  if ('project' in result) rememberProject(context, result.project);
  return result;
}

function createdAlready(project: Project | null): CreateResult | null {
  return project && { __typename: 'CreateProjectSuccess', project };
}

async function create(
  { actor, now }: Context,
  tx: TeamTransaction,
  {
    tenderId,
    captureManagerId,
    proposalManagerId,
    ...plain
  }: Omit<CreateProject, 'idempotencyKey'> & {
    teamId: string;
  },
): Promise<CreateResult> {
  const [tender = null] = tenderId === undefined ? [] : await findVisibleTenders(tx, [tenderId]);
  if (tenderId !== undefined && tender === null) return notFound('There is no tender with this id.', 'tenderId');
  const stranger = await strangerAmong(tx, { captureManagerId, proposalManagerId }, now());
  if (stranger !== null) return notInTeam(stranger);
  const full = await projectLimit(tx, plain.teamId);
  if (full !== null) return full;
  const byMembershipId = membershipOf(actor);
  const project = await projects.insertProject(tx, {
    ...plain,
    description: plain.description ?? null,
    reference: plain.reference ?? null,
    winProbability: plain.winProbability ?? null,
    strategicValue: plain.strategicValue ?? null,
    ...startOf(tender, now()),
    captureManagerMembershipId: captureManagerId ?? null,
    proposalManagerMembershipId: proposalManagerId ?? null,
    createdByMembershipId: byMembershipId,
    updatedByMembershipId: byMembershipId,
  });
  await tellOfProject(tx, projectCreated, { before: null, after: project });
  return { __typename: 'CreateProjectSuccess', project };
}

/** Where a project begins, and what it is about. */
function startOf(tender: VisibleTender | null, now: Date) {
  if (tender === null) return { kind: 'WORK', status: 'NOT_STARTED' };
  const { id, isOwn, version } = tender;
  const about = isOwn ? { teamTenderId: id } : { tenderId: id, seenVersion: version };
  return { kind: 'PURSUIT', status: 'ACTIVE', stage: 'PHASE_0', seenAt: now, ...about };
}

/** The first field that names somebody who is not a member of the team; null when all are. */
async function strangerAmong(
  tx: TeamTransaction,
  people: Readonly<Record<string, string | null | undefined>>,
  now: Date,
): Promise<string | null> {
  const named = Object.entries(people).flatMap(([field, id]) => (typeof id === 'string' ? [{ field, id }] : []));
  const known = await existingMemberIds(
    tx,
    named.map(({ id }) => id),
    now,
  );
  return named.find(({ id }) => !known.has(id))?.field ?? null;
}

/** Changes a project if it still has the version that the change was made on. What changes nothing keeps the version. */
export function updateProject(context: Context, input: UpdateProject): Promise<UpdateResult> {
  const { captureManagerId, proposalManagerId, id: _id, expectedVersion: _version, ...plain } = input;
  const fields = {
    ...plain,
    ...(captureManagerId !== undefined && { captureManagerMembershipId: captureManagerId }),
    ...(proposalManagerId !== undefined && { proposalManagerMembershipId: proposalManagerId }),
  };
  return changingProject<UpdateResult>(context, input, async ({ tx, current, write }) => {
    const stranger = await strangerAmong(tx, { captureManagerId, proposalManagerId }, context.now());
    if (stranger !== null) return notInTeam(stranger);
    if (projectChanges(current, { ...current, ...fields }).length === 0)
      return { __typename: 'UpdateProjectSuccess', project: current };
    const project = await write(fields);
    await tellOfProject(tx, projectUpdated, { before: current, after: project });
    return { __typename: 'UpdateProjectSuccess', project };
  });
}
