import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import {
  acknowledgeChangeInput,
  unacknowledgeChange as unacknowledge,
} from '../../acknowledgements/acknowledgement.service.js';

export const unacknowledgeChange: NonNullable<MutationResolvers['unacknowledgeChange']> = mutation(
  acknowledgeChangeInput,
  unacknowledge,
);
