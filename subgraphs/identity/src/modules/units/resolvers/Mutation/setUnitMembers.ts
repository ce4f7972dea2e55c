import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { setUnitMembers as setMembers } from '../../unit.service.js';
import { setUnitMembersInput } from '../../unit-input.js';

export const setUnitMembers: NonNullable<MutationResolvers['setUnitMembers']> = mutation(
  setUnitMembersInput,
  setMembers,
);
