import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateTeamSourceInput } from '../../teams/team-source-input.js';
import { updateTeamSource as update } from '../../teams/team-source.service.js';

export const updateTeamSource: NonNullable<MutationResolvers['updateTeamSource']> = mutation(
  updateTeamSourceInput,
  update,
);
