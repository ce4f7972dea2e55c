import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { createCommentInput } from '../../comment-input.js';
import { createComment as run } from '../../comment.service.js';

export const createComment: NonNullable<MutationResolvers['createComment']> = mutation(createCommentInput, run);
