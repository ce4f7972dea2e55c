import { textOf } from '@hub/runtime/graphql';
import { timeZone } from '@hub/runtime/values';
import { z } from 'zod';
import { expectedVersion } from '../../expected-version.js';

/** What an update changes: only the fields that the client sent. */
export const updateTeamInput = z.object({
  expectedVersion: expectedVersion('team'),
  name: textOf('name', 100).exactOptional(),
  timeZone: timeZone.exactOptional(),
  sessionIdleMinutes: z
    .int()
    .min(5, 'A session may be idle for at least 5 minutes.')
    .max(43_200, 'A session may be idle for at most 43200 minutes, which are 30 days.')
    .nullable()
    .exactOptional(),
});
export type UpdateTeam = z.infer<typeof updateTeamInput>;
