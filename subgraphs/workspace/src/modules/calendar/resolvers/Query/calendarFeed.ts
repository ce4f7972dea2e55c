import type { QueryResolvers } from '../../../../types.generated.js';
import { ownFeed } from '../../calendar-feed.service.js';

export const calendarFeed: NonNullable<QueryResolvers['calendarFeed']> = (_parent, _args, context) => ownFeed(context);
