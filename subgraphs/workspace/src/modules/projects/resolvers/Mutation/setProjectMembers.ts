import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { setProjectMembersInput } from '../../project-input.js';
import { setProjectMembers as run } from '../../project-members.service.js';

export const setProjectMembers: NonNullable<MutationResolvers['setProjectMembers']> = mutation(
  setProjectMembersInput,
  run,
);
