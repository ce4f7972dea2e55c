import type { Entry } from '@hub/prisma/client';

/** The tender that an entry is about, public or the team's own: the database keeps exactly one of both. */
export function tenderIdOf({ tenderId, teamTenderId }: Pick<Entry, 'tenderId' | 'teamTenderId'>): string {
  const id = tenderId ?? teamTenderId;
  if (id === null) throw new Error('The entry names no tender.');
  return id;
}
