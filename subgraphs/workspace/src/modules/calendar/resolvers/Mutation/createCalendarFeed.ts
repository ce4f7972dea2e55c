import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { createCalendarFeedInput } from '../../calendar-input.js';
import { createCalendarFeed as run } from '../../calendar-feed.service.js';

export const createCalendarFeed: NonNullable<MutationResolvers['createCalendarFeed']> = mutation(
  createCalendarFeedInput,
  run,
);
