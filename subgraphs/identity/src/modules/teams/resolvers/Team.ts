import { referenceTo, encodeId } from '@hub/runtime/graphql';
import type { TeamResolvers } from '../../../types.generated.js';
import { planOf } from '../enums.js';
import { companyProfile, membersPage, teamById } from '../team.service.js';
import type { Context } from '../../../context.js';

export const Team: TeamResolvers = {
  __resolveReference: referenceTo('Team', (row, context: Context) => teamById(context, row)),
  id: ({ id }) => encodeId('Team', id),
  plan: ({ plan }) => planOf(plan),
  members: (_team, page, context) => membersPage(context, page),
  profile: (_team, _args, context) => companyProfile(context),
};
