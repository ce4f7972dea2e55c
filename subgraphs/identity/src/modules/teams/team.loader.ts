import { teamOf } from '@hub/runtime/auth';
import { createLoader, dateCodec } from '@hub/runtime/cache';
import type { RequestScope } from '@hub/runtime/service';
import { z } from 'zod';
import { findTeamById } from './team.repository.js';

const teamRecord = z.object({
  id: z.string(),
  teamId: z.string(),
  slug: z.string(),
  name: z.string(),
  plan: z.string(),
  version: z.number(),
  timeZone: z.string(),
  sessionIdleMinutes: z.number().nullable(),
  subscriptionStatus: z.string(),
  subscriptionExpiresAt: dateCodec.nullable(),
  complianceVerifiedAt: dateCodec.nullable(),
  suspendedAt: dateCodec.nullable(),
  suspendedReason: z.string().nullable(),
  createdAt: dateCodec,
  updatedAt: dateCodec,
  createdByMembershipId: z.string().nullable(),
  updatedByMembershipId: z.string().nullable(),
});

/** The actor's team; null for any other id. Kept a quarter of a minute under the team's own keys. */
export function createTeamLoader(scope: RequestScope) {
  return createLoader<string, z.output<typeof teamRecord>>({
    cache: scope.cache,
    team: teamOf(scope.actor) ?? 'public',
    type: 'team',
    ttlSeconds: 15,
    localSeconds: 3,
    codec: teamRecord,
    batch: async (ids) => {
      const teams = await Promise.all(ids.map((id) => scope.database.read((db) => findTeamById(db, id))));
      return new Map(teams.flatMap((team) => (team === null ? [] : [[team.id, team]])));
    },
  });
}
