import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { unsubscribeInput } from '../../notification-input.js';
import { unsubscribeFromNotifications as unsubscribe } from '../../unsubscribe.service.js';

export const unsubscribeFromNotifications: NonNullable<MutationResolvers['unsubscribeFromNotifications']> = mutation(
  unsubscribeInput,
  unsubscribe,
);
