import { decodeId, valuesOf } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';
import { teamTendersPage } from '../../teams/tenders/team-tender.service.js';

export const teamTenders: NonNullable<QueryResolvers['teamTenders']> = (_parent, { filter, first, after }, context) => {
  const { ids, kinds, sourceIds } = filter ?? {};
  const conditions = {
    ids: valuesOf(ids?.map((id) => decodeId('TeamTender', id))),
    kinds: valuesOf(kinds),
    teamSourceIds: valuesOf(sourceIds?.map((id) => decodeId('TeamSource', id))),
  };
  return teamTendersPage(context, { conditions, page: { first, after } });
};
