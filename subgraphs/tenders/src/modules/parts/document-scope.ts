import { z } from 'zod';
import { documentScopes } from '../../ocds/index.js';

const scopes = z.enum(documentScopes);

/** Where a stored document hangs; the database allows no other. */
export function documentScope(scope: string): z.output<typeof scopes> {
  return scopes.parse(scope);
}
