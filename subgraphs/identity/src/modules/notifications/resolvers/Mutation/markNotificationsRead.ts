import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { markNotificationsReadInput } from '../../notification-input.js';
import { markNotificationsRead as mark } from '../../notification.service.js';

export const markNotificationsRead: NonNullable<MutationResolvers['markNotificationsRead']> = mutation(
  markNotificationsReadInput,
  mark,
);
