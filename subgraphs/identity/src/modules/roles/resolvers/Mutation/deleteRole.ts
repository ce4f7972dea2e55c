import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { deleteRole as remove } from '../../role.service.js';
import { roleIdInput } from '../../role-input.js';

export const deleteRole: NonNullable<MutationResolvers['deleteRole']> = mutation(roleIdInput, remove);
