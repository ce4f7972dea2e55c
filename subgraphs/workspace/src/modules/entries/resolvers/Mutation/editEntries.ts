import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { editEntriesInput } from '../../entry-input.js';
import { editEntries as run } from '../../update-entry.service.js';

export const editEntries: NonNullable<MutationResolvers['editEntries']> = mutation(editEntriesInput, run);
