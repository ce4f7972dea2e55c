import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { createDraftInput } from '../../draft-input.js';
import { createDraft as create } from '../../draft.service.js';

export const createDraft: NonNullable<MutationResolvers['createDraft']> = mutation(createDraftInput, create);
