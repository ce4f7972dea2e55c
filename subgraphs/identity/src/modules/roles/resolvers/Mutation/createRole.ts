import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { createRole as create } from '../../role.service.js';
import { createRoleInput } from '../../role-input.js';

export const createRole: NonNullable<MutationResolvers['createRole']> = mutation(createRoleInput, create);
