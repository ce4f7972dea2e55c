import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { DraftResolvers } from '../../../types.generated.js';
import { draftFields } from '../draft-fields.js';

const memberReference = (id: string | null) => (id === null ? null : { id: encodeId('Member', id) });

export const Draft: DraftResolvers = {
  __resolveReference: referenceTo('Draft', (row, { loaders }: Context) => loaders.draft.load(row)),
  id: ({ id }) => encodeId('Draft', id),
  kind: ({ kind }) => draftFields.kind(kind),
  tender: ({ tenderId }) => (tenderId === null ? null : { id: tenderId }),
  status: ({ status }) => draftFields.status(status),
  sections: ({ sections }) => draftFields.sections(sections),
  engineFailures: ({ engineFailures }) => draftFields.engineFailures(engineFailures),
  droppedSentenceCount: ({ droppedCount }) => droppedCount,
  inputTokenCount: ({ inputTokens }) => inputTokens ?? 0,
  outputTokenCount: ({ outputTokens }) => outputTokens ?? 0,
  cost: ({ costAmount, costCurrency }) =>
    costAmount === null ? null : { amount: costAmount.toFixed(), currency: costCurrency },
  decision: ({ decision }) => draftFields.decision(decision),
  createdBy: ({ createdByMembershipId }) => memberReference(createdByMembershipId),
  updatedBy: ({ updatedByMembershipId }) => memberReference(updatedByMembershipId),
};
