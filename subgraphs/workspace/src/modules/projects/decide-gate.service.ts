import type { GateDecision } from '@hub/prisma/client';
import { membershipOf } from '@hub/runtime/auth';
import { gateDecided, recordEvent } from '@hub/runtime/events';
import type { InvalidInput, NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { transitionsFrom } from '../../project-stages/index.js';
import { changingProject } from './change-project.service.js';
import { fieldsAfter, keepStep, noStep, refusalOf } from './move-project.service.js';
import type { DecideGate } from './project-input.js';
import { insertGateDecision } from './project.repository.js';
import {
  projectChanges,
  type ProjectChanged,
  type ProjectConflict,
  type TransitionRefused,
} from './project-results.js';
import { findEvidence, findTenderVersion } from './project-tender.repository.js';

type Decided = ProjectChanged<'DecideGateSuccess'> & { readonly gateDecision: GateDecision };
type Result = Decided | InvalidInput | NotFound | ProjectConflict | TransitionRefused;

/** Takes a decision at the gate that a pursuit stands before. Who decides has seen the tender as it is. */
export function decideGate(context: Context, input: DecideGate): Promise<Result> {
  const { decision, note = null } = input;
  return changingProject<Result>(context, input, async ({ tx, current, write }) => {
    const gate = transitionsFrom(current).find(({ by }) => by === 'GATE');
    if (gate?.toStage == null || current.stage === null) return noStep(current);
    const isGo = decision === 'GO';
    const refused = isGo ? refusalOf(current, gate, 'GATE') : null;
    if (refused !== null) return refused;

    const tenderVersion = await findTenderVersion(tx, current.tenderId);
    const evidence = await findEvidence(tx, current.id);
    const seen = { seenVersion: tenderVersion, seenAt: context.now() };
    const project = await write({ ...(isGo && fieldsAfter(current, gate)), ...seen });
    const gateDecision = await insertGateDecision(tx, {
      teamId: current.teamId,
      projectId: current.id,
      fromStage: current.stage,
      toStage: gate.toStage,
      decision,
      note,
      approverMembershipId: membershipOf(context.actor),
      evidence: JSON.parse(JSON.stringify(evidence)),
      tenderVersion,
    });
    if (isGo) await keepStep(context, tx, { before: current, after: project, reason: note });
    await recordEvent(tx, gateDecided, {
      subjectId: project.id,
      body: {
        version: project.version,
        gateDecisionId: gateDecision.id,
        decision,
        tenderVersion,
        changes: projectChanges(current, project),
      },
      reason: note,
    });
    return { __typename: 'DecideGateSuccess', gateDecision, project };
  });
}
