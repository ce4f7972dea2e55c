import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { TeamTenderResolvers } from '../../../types.generated.js';
import { summaryOfOwn } from '../../summaries/summary-of-own.js';

export const TeamTender: TeamTenderResolvers = {
  __resolveReference: referenceTo('TeamTender', (row, { loaders }: Context) => loaders.ownTender.load(row)),
  id: ({ id }) => encodeId('TeamTender', id),
  summary: (tender, _args, { now }) => summaryOfOwn(tender, now()),
  score: (tender, _args, { loaders }) => loaders.ownScore.load(tender),
};
