import type { CalendarFeed } from '@hub/prisma/client';

export type CalendarFeedMapper = CalendarFeed;
