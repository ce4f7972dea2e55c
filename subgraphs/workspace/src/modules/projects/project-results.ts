import type { Project } from '@hub/prisma/client';
import { isUniqueViolation, type TeamTransaction } from '@hub/runtime/database';
import { changesBetween, recordEvent, type EventType, type FieldChanges } from '@hub/runtime/events';
import { invalidField, type Conflict, type InvalidInput } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { notInTeam, unlessMemberLeft } from '../members/not-in-team.js';

/** A project was made or changed. */
export interface ProjectChanged<Name extends string> {
  readonly __typename: Name;
  readonly project: Project;
}

export type ProjectConflict = Conflict<'ProjectConflict', Project>;

/** The project cannot take a step. */
export interface TransitionRefused {
  readonly __typename: 'TransitionRefused';
  readonly code: 'INVALID_VALUE' | 'REQUIRED';
  readonly message: string;
  readonly path: string[] | null;
  readonly missingFields: string[];
  readonly current: Project;
}

export const noProject = 'Your team has no project with this id.';

const referenceTaken = invalidField('reference', 'Another project of your team has this reference.', 'NAME_TAKEN');

/** What only the database can refuse: a reference that was taken meanwhile, and a person who left meanwhile. */
export async function unlessRefused<Result>(work: Promise<Result>): Promise<Result | InvalidInput> {
  try {
    return await unlessMemberLeft(work, notInTeam('captureManagerId'));
  } catch (error) {
    if (isUniqueViolation(error)) return referenceTaken;
    throw error;
  }
}

const told = [
  'kind',
  'tenderId',
  'teamTenderId',
  'name',
  'description',
  'reference',
  'stage',
  'status',
  'priority',
  'winProbability',
  'strategicValue',
  'captureManagerMembershipId',
  'proposalManagerMembershipId',
  'outcome',
  'outcomePriceAmount',
  'outcomePriceCurrency',
  'outcomeWinner',
  'outcomeReasons',
  'closedAt',
  'seenVersion',
  'deletedAt',
] as const;

const plain = (project: Project | null) =>
  project && { ...project, outcomePriceAmount: project.outcomePriceAmount?.toFixed() ?? null };

/** Fields of a project that differ between two states of it; null where it does not exist. */
export function projectChanges(before: Project | null, after: Project | null): FieldChanges {
  return changesBetween(told, plain(before), plain(after));
}

/** Records what became of a project. */
export async function tellOfProject(
  tx: TeamTransaction,
  type: EventType<{ version: number; changes: FieldChanges }>,
  { before, after, reason }: { before: Project | null; after: Project; reason?: string | null | undefined },
): Promise<void> {
  const body = { version: after.version, changes: projectChanges(before, after) };
  await recordEvent(tx, type, { subjectId: after.id, body, reason });
}

/** Later fields of the same request must not see what a loader read before the change. */
export function rememberProject({ loaders }: Context, project: Project): void {
  loaders.project.clear(project.id).prime(project.id, project);
  loaders.projectMembers.clear(project.id);
  loaders.tenderState.clear(project.id);
  loaders.projectCounts.clear(project.id);
  loaders.changesSinceSeen.clear(project.id);
}
