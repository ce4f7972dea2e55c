import type { RequestScope } from '@hub/runtime/service';
import { createMemberLoader } from './modules/teams/member.loader.js';
import { createTeamLoader } from './modules/teams/team.loader.js';

export type Loaders = ReturnType<typeof createLoaders>;

/** The loaders of one request. */
export function createLoaders(scope: RequestScope) {
  return { member: createMemberLoader(scope), team: createTeamLoader(scope) };
}
