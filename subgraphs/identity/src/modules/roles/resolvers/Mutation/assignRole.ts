import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { assignRole as assign } from '../../role-assignment.service.js';
import { assignRoleInput } from '../../role-input.js';

export const assignRole: NonNullable<MutationResolvers['assignRole']> = mutation(assignRoleInput, assign);
