import { decodeIdOrNull, encodeId } from '@hub/runtime/graphql';
import type { TeamResolvers } from '../../../types.generated.js';
import { planOf } from '../enums.js';
import { companyProfile, membersPage, teamById } from '../team.service.js';

export const Team: TeamResolvers = {
  __resolveReference: ({ id }, context) => {
    const row = decodeIdOrNull('Team', id);
    return row === null ? null : teamById(context, row);
  },
  id: ({ id }) => encodeId('Team', id),
  plan: ({ plan }) => planOf(plan),
  members: (_team, page, context) => membersPage(context, page),
  profile: (_team, _args, context) => companyProfile(context),
};
