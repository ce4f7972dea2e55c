import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { restoreCommentInput } from '../../comment-input.js';
import { restoreComment as run } from '../../comment.service.js';

export const restoreComment: NonNullable<MutationResolvers['restoreComment']> = mutation(restoreCommentInput, run);
