import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { decideDraftInput } from '../../draft-input.js';
import { decideDraft as decide } from '../../draft.service.js';

export const decideDraft: NonNullable<MutationResolvers['decideDraft']> = mutation(decideDraftInput, decide);
