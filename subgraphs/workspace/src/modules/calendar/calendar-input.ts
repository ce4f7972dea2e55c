import { idempotencyKey } from '@hub/runtime/graphql';
import { z } from 'zod';

export const createCalendarFeedInput = z.object({ idempotencyKey: idempotencyKey() });
export type CreateCalendarFeed = z.infer<typeof createCalendarFeedInput>;
