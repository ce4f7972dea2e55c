import { defineLoaders } from '@hub/runtime/loaders';
import { createAccountLoader } from './modules/teams/account.loader.js';
import { createMemberLoader } from './modules/teams/member.loader.js';
import { createTeamLoader } from './modules/teams/team.loader.js';

/** The loaders of one request. */
export const createLoaders = defineLoaders({
  account: createAccountLoader,
  member: createMemberLoader,
  team: createTeamLoader,
});

export type Loaders = ReturnType<typeof createLoaders>;
