import type { GateDecision, Project } from '@hub/prisma/client';
import { membershipOf } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { gateDecided, recordEvent } from '@hub/runtime/events';
import type { InvalidInput, NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { allTransitions, transitionsFrom, type Transition } from '../../project-stages/index.js';
import { changingProject, type OpenChange } from './change-project.service.js';
import { keepStep, noStep, refusalOf } from './move-project.service.js';
import type { DecideGate } from './project-input.js';
import { insertGateDecision } from './project.repository.js';
import {
  projectChanges,
  type ProjectChanged,
  type ProjectConflict,
  type TransitionRefused,
} from './project-results.js';
import { findEvidence, findTenderVersion } from './project-tender.repository.js';
import { findReopenedDecision } from './reopening.repository.js';

type Decided = ProjectChanged<'DecideGateSuccess'> & { readonly gateDecision: GateDecision };
type Result = Decided | InvalidInput | NotFound | ProjectConflict | TransitionRefused;

/** A gate to decide at, and where the pursuit is to stand after each answer. */
interface Gate {
  readonly transition: Transition;
  readonly fromStage: string;
  readonly toStage: string;
  readonly stageAfter: Readonly<Record<DecideGate['decision'], string>>;
}

/**
 * Takes a decision at the gate that a pursuit stands before, or the newest one again when it is in doubt. Who decides has seen
 * the tender as it is.
 */
export function decideGate(context: Context, input: DecideGate): Promise<Result> {
  const { decision } = input;
  const work = async (change: OpenChange): Promise<Result> => {
    const { tx, current, write } = change;
    const gate = (await reopenedGate(tx, current)) ?? nextGate(current);
    if (gate === null) return noStep(current);
    const refused = decision === 'GO' ? refusalOf(current, gate.transition, 'GATE') : null;
    if (refused !== null) return refused;
    const tenderVersion = await findTenderVersion(tx, current.tenderId);
    const evidence = await findEvidence(tx, current.id);
    const seen = { seenVersion: tenderVersion, seenAt: context.now() };
    const project = await write({ stage: gate.stageAfter[decision], ...seen });
    return keep(context, change, { input, gate, project, tenderVersion, evidence });
  };
  return changingProject<Result>(context, input, work, 'project:decide');
}

/** The gate that a pursuit stands before; null when it stands before none. */
function nextGate(current: Project): Gate | null {
  const transition = transitionsFrom(current).find(({ by }) => by === 'GATE');
  if (transition?.fromStage == null || transition.toStage === null) return null;
  const { fromStage, toStage } = transition;
  return { transition, fromStage, toStage, stageAfter: { GO: toStage, NO_GO: fromStage } };
}

/** The gate of the newest decision when that is in doubt. A go leaves the pursuit where it has come to meanwhile. */
async function reopenedGate(tx: TeamTransaction, current: Project): Promise<Gate | null> {
  const decided = await findReopenedDecision(tx, current.id);
  const transition = allTransitions.find(
    ({ by, fromStage, toStage }) => by === 'GATE' && fromStage === decided?.fromStage && toStage === decided.toStage,
  );
  if (decided === null || transition === undefined || current.stage === null) return null;
  return { transition, ...decided, stageAfter: { GO: current.stage, NO_GO: decided.fromStage } };
}

interface Taken {
  readonly input: DecideGate;
  readonly gate: Gate;
  readonly project: Project;
  readonly tenderVersion: number | null;
  readonly evidence: Record<string, unknown>;
}

async function keep(
  context: Context,
  { tx, current }: Pick<OpenChange, 'tx' | 'current'>,
  { input, gate, project, tenderVersion, evidence }: Taken,
): Promise<Decided> {
  const { decision, note = null } = input;
  const gateDecision = await insertGateDecision(tx, {
    teamId: current.teamId,
    projectId: current.id,
    fromStage: gate.fromStage,
    toStage: gate.toStage,
    decision,
    note,
    approverMembershipId: membershipOf(context.actor),
    evidence: JSON.parse(JSON.stringify(evidence)),
    tenderVersion,
  });
  if (project.stage !== current.stage) await keepStep(context, tx, { before: current, after: project, reason: note });
  const changes = projectChanges(current, project);
  const body = { version: project.version, gateDecisionId: gateDecision.id, decision, tenderVersion, changes };
  await recordEvent(tx, gateDecided, { subjectId: project.id, body, reason: note });
  return { __typename: 'DecideGateSuccess', gateDecision, project };
}
