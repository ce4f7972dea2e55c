import { referenceTo, encodeId } from '@hub/runtime/graphql';
import type { MemberResolvers } from '../../../types.generated.js';
import { roleOf } from '../enums.js';
import type { Context } from '../../../context.js';

export const Member: Pick<MemberResolvers, 'account' | 'id' | 'joinedAt' | 'role' | '__resolveReference'> = {
  __resolveReference: referenceTo('Member', (row, { loaders }: Context) => loaders.member.load(row)),
  id: ({ id }) => encodeId('Member', id),
  role: ({ role }) => roleOf(role),
  joinedAt: ({ createdAt }) => createdAt,
};
