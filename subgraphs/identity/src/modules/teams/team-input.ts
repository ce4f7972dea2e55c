import { textOf } from '@hub/runtime/graphql';
import { z } from 'zod';
import { expectedVersion } from '../../expected-version.js';
import { timeZone } from '../registration/registration-input.js';

/** What an update changes: only the fields that the client sent. */
export const updateTeamInput = z.object({
  expectedVersion: expectedVersion('team'),
  name: textOf('name', 100).exactOptional(),
  timeZone: timeZone.exactOptional(),
});
export type UpdateTeam = z.infer<typeof updateTeamInput>;
