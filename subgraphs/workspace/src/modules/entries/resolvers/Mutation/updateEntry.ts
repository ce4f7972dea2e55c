import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateEntryInput } from '../../entry-input.js';
import { updateEntry as update } from '../../update-entry.service.js';

export const updateEntry: NonNullable<MutationResolvers['updateEntry']> = mutation(updateEntryInput, update);
