import type { OpenSessionResolvers } from '../../../types.generated.js';

export const OpenSession: OpenSessionResolvers = {
  handle: ({ id }) => id,
  teamSlug: ({ slug }) => slug,
  isCurrent: ({ id }, _args, { actor }) => actor.kind === 'user' && actor.sessionId === id,
  userAgent: ({ user_agent }) => user_agent,
  createdAt: ({ created_at }) => created_at,
  lastActiveAt: ({ last_active_at }) => last_active_at,
  expiresAt: ({ expires_at }) => expires_at,
};
