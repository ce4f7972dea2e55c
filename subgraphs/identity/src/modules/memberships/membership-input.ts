import { idOf } from '@hub/runtime/graphql';
import { z } from 'zod';
import { expectedVersion } from '../../expected-version.js';

const slug = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, 'Give the short name of the team.')
  .max(63, 'The short name of a team has at most 63 characters.');

/** One of the person's own teams, by its short name. */
export const ownTeamInput = z.object({ team: slug });
export type OwnTeam = z.infer<typeof ownTeamInput>;

/** What an update changes: only the fields that the client sent, where null is a value. */
export const updateMembershipInput = z.object({
  id: idOf('Member'),
  expectedVersion: expectedVersion('member'),
  role: z.enum(['OWNER', 'ADMIN', 'MEMBER', 'VIEWER']).exactOptional(),
  expiresAt: z.union([z.null(), z.date()]).exactOptional(),
});
export type UpdateMembership = z.infer<typeof updateMembershipInput>;

/** Which member. */
export const memberIdInput = z.object({ id: idOf('Member') });
export type MemberId = z.infer<typeof memberIdInput>;
