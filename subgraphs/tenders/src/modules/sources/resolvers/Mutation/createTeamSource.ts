import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { createTeamSourceInput } from '../../teams/team-source-input.js';
import { createTeamSource as add } from '../../teams/create-team-source.service.js';

export const createTeamSource: NonNullable<MutationResolvers['createTeamSource']> = mutation(
  createTeamSourceInput,
  add,
);
