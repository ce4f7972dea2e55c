import type { MutationResolvers } from '../../../../types.generated.js';
import { revokeCalendarFeed as run } from '../../calendar-feed.service.js';

export const revokeCalendarFeed: NonNullable<MutationResolvers['revokeCalendarFeed']> = (_parent, _args, context) =>
  run(context);
