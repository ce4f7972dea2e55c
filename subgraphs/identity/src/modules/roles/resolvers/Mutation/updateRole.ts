import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateRole as update } from '../../role.service.js';
import { updateRoleInput } from '../../role-input.js';

export const updateRole: NonNullable<MutationResolvers['updateRole']> = mutation(updateRoleInput, update);
