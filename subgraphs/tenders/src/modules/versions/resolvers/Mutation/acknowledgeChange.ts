import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import {
  acknowledgeChange as acknowledge,
  acknowledgeChangeInput,
} from '../../acknowledgements/acknowledgement.service.js';

export const acknowledgeChange: NonNullable<MutationResolvers['acknowledgeChange']> = mutation(
  acknowledgeChangeInput,
  acknowledge,
);
