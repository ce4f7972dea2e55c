import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { setTeamSubscriptionInput } from '../../platform-input.js';
import { setTeamSubscription as set } from '../../subscription.service.js';

export const setTeamSubscription: NonNullable<MutationResolvers['setTeamSubscription']> = mutation(
  setTeamSubscriptionInput,
  set,
);
