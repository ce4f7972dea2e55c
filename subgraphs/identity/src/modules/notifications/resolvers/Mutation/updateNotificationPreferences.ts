import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateNotificationPreferencesInput } from '../../notification-input.js';
import { updateNotificationPreferences as update } from '../../preference.service.js';

export const updateNotificationPreferences: NonNullable<MutationResolvers['updateNotificationPreferences']> = mutation(
  updateNotificationPreferencesInput,
  update,
);
