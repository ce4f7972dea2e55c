import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { withdrawTenderFeedbackInput } from '../../feedback-input.js';
import { withdrawTenderFeedback as run } from '../../feedback.service.js';

export const withdrawTenderFeedback: NonNullable<MutationResolvers['withdrawTenderFeedback']> = mutation(
  withdrawTenderFeedbackInput,
  run,
);
