import { z } from 'zod';

/** What lies under a key: the value, and what is needed to trust it. */
export interface Envelope {
  /** `pub` or the team's id. Must be the owner that reads. */
  readonly owner: string;
  /** The key it was stored under. Must be the key it is read from. */
  readonly key: string;
  /** Milliseconds since 1970 at which it was stored. */
  readonly storedAt: number;
  /** Milliseconds since 1970 after which it is stale. */
  readonly expiresAt: number;
  /** Milliseconds the origin needed, for refreshing ahead of expiry. */
  readonly costMs: number;
  /** State of every tag at the time of reading the origin. */
  readonly tags: Readonly<Record<string, string>>;
  /** The value as JSON text. */
  readonly json: string;
}

const stored = z.object({
  o: z.string(),
  k: z.string(),
  s: z.number().default(0),
  e: z.number(),
  c: z.number(),
  g: z.record(z.string(), z.string()),
  x: z.string(),
});

/**
 * Begins a mark: what lies under a key that has no value, followed by a token that is new each time. A reader leaves one
 * before it asks the origin and fills the key only while its mark is there; an invalidation leaves another in its place.
 */
export const markPrefix = '!';

/** Writes an envelope as text. */
export function sealEnvelope({ owner, key, storedAt, expiresAt, costMs, tags, json }: Envelope): string {
  return JSON.stringify({ o: owner, k: key, s: storedAt, e: expiresAt, c: costMs, g: tags, x: json });
}

/** What reading a stored text can give. */
export type Opened =
  { readonly kind: 'absent' } | { readonly kind: 'poisoned' } | { readonly kind: 'value'; readonly envelope: Envelope };

/**
 * Reads a stored text for one owner and key. Never throws.
 *
 * `poisoned` is anything that this product cannot have written there: another owner's value, another key's value, or
 * text that is no envelope. The caller treats it as a miss and raises the alarm.
 */
export function openEnvelope(text: string | null, owner: string, key: string): Opened {
  if (text === null || text.startsWith(markPrefix)) return { kind: 'absent' };
  const parsed = stored.safeParse(parseJson(text));
  if (!parsed.success || parsed.data.o !== owner || parsed.data.k !== key) return { kind: 'poisoned' };
  const { s, e, c, g, x } = parsed.data;
  return { kind: 'value', envelope: { owner, key, storedAt: s, expiresAt: e, costMs: c, tags: g, json: x } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
