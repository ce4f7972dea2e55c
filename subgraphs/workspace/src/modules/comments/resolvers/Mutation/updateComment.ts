import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateCommentInput } from '../../comment-input.js';
import { updateComment as run } from '../../comment.service.js';

export const updateComment: NonNullable<MutationResolvers['updateComment']> = mutation(updateCommentInput, run);
