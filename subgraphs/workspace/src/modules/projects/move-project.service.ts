import type { Project } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { projectMoved } from '@hub/runtime/events';
import type { InvalidInput, LimitReached, NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { findStep, type ProjectField, type Transition } from '../../project-stages/index.js';
import { changingProject } from './change-project.service.js';
import type { MoveProject } from './project-input.js';
import { projectLimit } from './project-limit.js';
import { insertStageChange, type ProjectFields } from './project.repository.js';
import { tellOfProject, type ProjectChanged, type ProjectConflict, type TransitionRefused } from './project-results.js';

type Result =
  ProjectChanged<'MoveProjectSuccess'> | InvalidInput | NotFound | ProjectConflict | TransitionRefused | LimitReached;

/** Moves a project by a step that needs no decision. */
export function moveProject(context: Context, input: MoveProject): Promise<Result> {
  const { stage, status, reason = null } = input;
  const step = stage === undefined ? { toStatus: status ?? '' } : { toStage: stage };
  return changingProject<Result>(context, input, async ({ tx, current, write }) => {
    const transition = findStep(current, step);
    const refused = refusalOf(current, transition, 'MOVE');
    if (refused !== null || transition === undefined) return refused ?? noStep(current);
    if (current.status === 'ARCHIVED') {
      const full = await projectLimit(tx, requireTeam(context.actor, 'Moving a project needs a team.'));
      if (full !== null) return full;
    }
    const project = await write(fieldsAfter(current, transition));
    await keepStep(context, tx, { before: current, after: project, reason });
    await tellOfProject(tx, projectMoved, { before: current, after: project, reason });
    return { __typename: 'MoveProjectSuccess', project };
  });
}

/** Why a project cannot take a step in a way; null when it can. */
export function refusalOf(
  current: Project,
  transition: Transition | undefined,
  by: Transition['by'],
): TransitionRefused | null {
  if (transition === undefined || transition.by !== by) return noStep(current, transition);
  const missing = transition.requiredFields.filter((field) => !isFilled(current, field));
  if (missing.length === 0) return null;
  return {
    __typename: 'TransitionRefused',
    code: 'REQUIRED',
    message: `Fill in ${missing.join(', ')} first.`,
    path: null,
    missingFields: [...missing],
    current,
  };
}

const ways = {
  MOVE: 'This step is taken with moveProject.',
  GATE: 'This step needs a decision: use decideGate.',
  CLOSE: 'This step is taken by closing the project with its outcome: use closeProject.',
} as const;

/** The answer where there is no such step, or it is taken in another way. */
export function noStep(current: Project, other?: Transition): TransitionRefused {
  const { stage, status } = current;
  const place = stage === null ? status : `${stage}, ${status}`;
  const none = `There is no such step from ${place}. The field allowedTransitions of the project shows those that there are.`;
  const message = other === undefined ? none : ways[other.by];
  return { __typename: 'TransitionRefused', code: 'INVALID_VALUE', message, path: null, missingFields: [], current };
}

function isFilled(project: Project, field: ProjectField): boolean {
  const values: Readonly<Record<ProjectField, unknown>> = {
    winProbability: project.winProbability,
    strategicValue: project.strategicValue,
    captureManager: project.captureManagerMembershipId,
    proposalManager: project.proposalManagerMembershipId,
    reference: project.reference,
  };
  return values[field] !== null;
}

/** Where a step leads; a pursuit that was cancelled and goes on has no outcome any more. */
export function fieldsAfter(current: Project, { toStage, toStatus }: Transition): ProjectFields {
  const goesOn = current.status === 'CANCELLED' && toStatus === 'ACTIVE';
  return {
    ...(toStage !== null && { stage: toStage }),
    ...(toStatus !== null && { status: toStatus }),
    ...(goesOn && {
      outcome: null,
      outcomePriceAmount: null,
      outcomePriceCurrency: null,
      outcomeWinner: null,
      outcomeReasons: null,
      closedAt: null,
    }),
  };
}

/** Keeps a step among those of the project. */
export async function keepStep(
  { actor }: Context,
  tx: TeamTransaction,
  { before, after, reason }: { before: Project; after: Project; reason: string | null },
): Promise<void> {
  await insertStageChange(tx, {
    teamId: after.teamId,
    projectId: after.id,
    fromStage: before.stage,
    toStage: after.stage,
    fromStatus: before.status,
    toStatus: after.status,
    reason,
    changedByMembershipId: membershipOf(actor),
  });
}
