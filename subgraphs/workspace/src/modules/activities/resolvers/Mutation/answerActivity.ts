import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { answerActivityInput } from '../../activity-input.js';
import { answerActivity as run } from '../../update-activity.service.js';

export const answerActivity: NonNullable<MutationResolvers['answerActivity']> = mutation(answerActivityInput, run);
