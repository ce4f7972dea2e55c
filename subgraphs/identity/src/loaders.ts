import { defineLoaders } from '@hub/runtime/loaders';
import { createMemberLoader } from './modules/teams/member.loader.js';
import { createTeamLoader } from './modules/teams/team.loader.js';

/** The loaders of one request. */
export const createLoaders = defineLoaders({
  member: createMemberLoader,
  team: createTeamLoader,
});

export type Loaders = ReturnType<typeof createLoaders>;
