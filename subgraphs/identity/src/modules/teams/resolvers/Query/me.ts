import type { QueryResolvers } from '../../../../types.generated.js';

export const me: NonNullable<QueryResolvers['me']> = (_parent, _args, { actor }) =>
  actor.kind === 'user' ? actor : null;
