import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { teamSourceIdInput } from '../../teams/team-source-input.js';
import { deleteTeamSource as remove } from '../../teams/team-source.service.js';

export const deleteTeamSource: NonNullable<MutationResolvers['deleteTeamSource']> = mutation(teamSourceIdInput, remove);
