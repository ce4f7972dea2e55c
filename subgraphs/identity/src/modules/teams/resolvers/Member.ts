import { decodeIdOrNull, encodeId } from '@hub/runtime/graphql';
import type { MemberResolvers } from '../../../types.generated.js';
import { roleOf } from '../enums.js';

export const Member: MemberResolvers = {
  __resolveReference: ({ id }, { loaders }) => {
    const row = decodeIdOrNull('Member', id);
    return row === null ? null : loaders.member.load(row);
  },
  id: ({ id }) => encodeId('Member', id),
  role: ({ role }) => roleOf(role),
  joinedAt: ({ createdAt }) => createdAt,
};
