import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { HistoryEventResolvers } from '../../../types.generated.js';
import { memberReference } from '../../members/member-reference.js';
import { changesIn } from '../shown-changes.js';

export const HistoryEvent: HistoryEventResolvers = {
  __resolveReference: referenceTo('HistoryEvent', (row, { loaders }: Context) => loaders.historyEvent.load(row)),
  id: ({ id }) => encodeId('HistoryEvent', id),
  eventType: ({ type }) => type,
  changes: ({ type, body }) => changesIn(type, body),
  changedBy: ({ membershipId }) => memberReference(membershipId),
};
