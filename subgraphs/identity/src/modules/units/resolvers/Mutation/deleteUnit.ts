import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { deleteUnit as remove } from '../../unit.service.js';
import { unitIdInput } from '../../unit-input.js';

export const deleteUnit: NonNullable<MutationResolvers['deleteUnit']> = mutation(unitIdInput, remove);
