import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateUnit as update } from '../../unit.service.js';
import { updateUnitInput } from '../../unit-input.js';

export const updateUnit: NonNullable<MutationResolvers['updateUnit']> = mutation(updateUnitInput, update);
