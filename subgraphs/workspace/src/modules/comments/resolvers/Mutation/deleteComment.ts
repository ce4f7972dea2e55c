import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { deleteCommentInput } from '../../comment-input.js';
import { deleteComment as run } from '../../comment.service.js';

export const deleteComment: NonNullable<MutationResolvers['deleteComment']> = mutation(deleteCommentInput, run);
