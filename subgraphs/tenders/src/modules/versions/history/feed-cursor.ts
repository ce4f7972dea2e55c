import { encodeCursor, notACursor, readCursor } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { FeedPosition } from './change-feed.repository.js';

const list = 'changes';
const placeMax = 2n ** 63n - 1n;

const position = z.tuple([
  z
    .string()
    .regex(/^\d{1,19}$/u, { abort: true })
    .refine((text) => BigInt(text) <= placeMax),
  z.guid(),
  z.int().min(0).max(2_147_483_647),
]);

/** Text that a client hands back to read on behind a position. */
export function feedCursor({ place, tenderId, version }: FeedPosition): string {
  return encodeCursor(list, [place, tenderId, version]);
}

/** The position before everything at a place. */
export function startOf(place: string): FeedPosition {
  return { place, tenderId: '00000000-0000-0000-0000-000000000000', version: 0 };
}

/** @throws HubError `BAD_USER_INPUT` for anything that is no cursor of the feed. */
export function positionOf(cursor: string): FeedPosition {
  const parsed = position.safeParse(readCursor(list, cursor));
  if (!parsed.success) throw notACursor();
  const [place, tenderId, version] = parsed.data;
  return { place, tenderId, version };
}
