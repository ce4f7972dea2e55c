import { teamOf } from '@hub/runtime/auth';
import { createLoader, dateCodec } from '@hub/runtime/cache';
import type { RequestScope } from '@hub/runtime/service';
import { z } from 'zod';
import { findMembersByIds } from './team.repository.js';

const memberRecord = z.object({
  teamId: z.string(),
  id: z.string(),
  accountId: z.string(),
  role: z.string(),
  isDefault: z.boolean(),
  expiresAt: dateCodec.nullable(),
  version: z.number(),
  createdByMembershipId: z.string().nullable(),
  updatedByMembershipId: z.string().nullable(),
  createdAt: dateCodec,
  updatedAt: dateCodec,
  account: z.object({
    id: z.string(),
    displayName: z.string(),
    email: z.string(),
    isActive: z.boolean(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    title: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    avatarFile: z.string().nullable(),
    version: z.number(),
    createdAt: dateCodec,
    updatedAt: dateCodec,
  }),
});

/** Members of the actor's team by id; null for any other id. Kept a quarter of a minute under the team's own keys. */
export function createMemberLoader(scope: RequestScope) {
  return createLoader<string, z.output<typeof memberRecord>>({
    cache: scope.cache,
    team: teamOf(scope.actor) ?? 'public',
    type: 'member',
    ttlSeconds: 15,
    localSeconds: 3,
    codec: memberRecord,
    batch: async (ids) => {
      const members = await scope.database.read((db) => findMembersByIds(db, ids));
      return new Map(members.map((member) => [member.id, member]));
    },
  });
}
