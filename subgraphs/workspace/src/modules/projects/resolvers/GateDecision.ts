import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { GateDecisionResolvers } from '../../../types.generated.js';
import { storedName } from '../../base/stored-name.js';
import { memberReference } from '../../members/member-reference.js';
import { gateDecisionKinds, stages } from '../enums.js';
import { shownEvidence } from '../shown-evidence.js';

export const GateDecision: GateDecisionResolvers = {
  __resolveReference: referenceTo('GateDecision', (row, { loaders }: Context) => loaders.gateDecision.load(row)),
  id: ({ id }) => encodeId('GateDecision', id),
  fromStage: ({ fromStage }) => storedName(stages, fromStage),
  toStage: ({ toStage }) => storedName(stages, toStage),
  decision: ({ decision }) => storedName(gateDecisionKinds, decision),
  approver: ({ approverMembershipId }) => memberReference(approverMembershipId),
  evidence: ({ evidence }) => shownEvidence(evidence),
  reopenedAt: async ({ id }, _args, { loaders }) => (await loaders.reopening.load(id))?.effectiveAt ?? null,
  reopenedByVersion: async ({ id }, _args, { loaders }) => (await loaders.reopening.load(id))?.version ?? null,
  reopenedByChanges: async ({ id }, _args, { loaders }) => (await loaders.reopening.load(id))?.changes ?? null,
};
