import { z } from 'zod';

const scopes = z.enum(['PLANNING', 'TENDER', 'AWARD', 'CONTRACT']);

/** The stage of a stored document; the database allows no other. */
export function documentScope(scope: string): z.output<typeof scopes> {
  return scopes.parse(scope);
}
