import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';
import { teamTendersPage } from '../../teams/tenders/team-tender.service.js';

export const teamTenders: NonNullable<QueryResolvers['teamTenders']> = (_parent, { filter, first, after }, context) => {
  const { kind = null, sourceId = null } = filter ?? {};
  const conditions = {
    ...(kind !== null && { kind }),
    ...(sourceId !== null && { teamSourceId: decodeId('TeamSource', sourceId) }),
  };
  return teamTendersPage(context, { conditions, page: { first, after } });
};
