import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { unassignRole as unassign } from '../../role-assignment.service.js';
import { assignmentIdInput } from '../../role-input.js';

export const unassignRole: NonNullable<MutationResolvers['unassignRole']> = mutation(assignmentIdInput, unassign);
