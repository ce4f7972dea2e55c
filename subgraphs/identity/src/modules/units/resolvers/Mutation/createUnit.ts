import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { createUnit as create } from '../../unit.service.js';
import { createUnitInput } from '../../unit-input.js';

export const createUnit: NonNullable<MutationResolvers['createUnit']> = mutation(createUnitInput, create);
