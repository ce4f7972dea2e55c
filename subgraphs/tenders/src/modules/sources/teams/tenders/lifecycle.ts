import { z } from 'zod';
import { lifecycles, presumedOpenDays, type Lifecycle } from '../../../../ocds/index.js';

const lifecycle = z.enum(lifecycles);

/** A stored lifecycle; the database checks that it is one. */
export function lifecycleOf(text: string): Lifecycle {
  return lifecycle.parse(text);
}

/**
 * Until when a team's own tender may be taken for open although no closing date is stated: as long as its source still
 * lists it, and then as long as a public one.
 */
export function ownPresumedUntil(row: { readonly closingAt: Date | null; readonly lastSeenAt: Date }): Date | null {
  return row.closingAt === null ? new Date(row.lastSeenAt.getTime() + presumedOpenDays * 86_400_000) : null;
}
