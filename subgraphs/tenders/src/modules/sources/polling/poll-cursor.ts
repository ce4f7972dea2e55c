import { createHash } from 'node:crypto';
import { z } from 'zod';

const window = z.object({ from: z.iso.date(), to: z.iso.date() }).nullable();

/** How far a round of polling has got. Small enough to be written with every page. */
export const pollCursor = z.object({
  /** Of another address or another kind of walk, a cursor means nothing. */
  walk: z.string(),
  startedAt: z.iso.datetime(),
  reach: z.enum(['RECENT', 'FULL']),
  /** Windows still to be read, the one being read first. */
  windows: z.array(window),
  /** Address of the page to read next; null for the first one of the window. */
  page: z.string().nullable(),
  /** Short hashes of addresses asked and of pages seen in this window. */
  asked: z.array(z.string()),
  seen: z.array(z.string()),
  /** Windows that could not be read. */
  failed: z.array(window),
});

export type PollCursor = z.output<typeof pollCursor>;

const lifeMs = 24 * 3_600_000;

/** The cursor that was stored, if going on from it still makes sense. */
export function storedCursor(stored: unknown, walk: string, now: Date): PollCursor | null {
  const cursor = pollCursor.safeParse(stored);
  if (!cursor.success || cursor.data.walk !== walk || cursor.data.windows.length === 0) return null;
  const ageMs = now.getTime() - Date.parse(cursor.data.startedAt);
  return ageMs >= 0 && ageMs < lifeMs ? cursor.data : null;
}

/** The cursor at the beginning of its next window. */
export function nextWindow(cursor: PollCursor): PollCursor {
  return { ...cursor, windows: cursor.windows.slice(1), page: null, asked: [], seen: [] };
}

/** A short name of an address, or of how a source is walked. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
