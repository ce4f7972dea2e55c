import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { giveTenderFeedbackInput } from '../../feedback-input.js';
import { giveTenderFeedback as run } from '../../feedback.service.js';

export const giveTenderFeedback: NonNullable<MutationResolvers['giveTenderFeedback']> = mutation(
  giveTenderFeedbackInput,
  run,
);
