import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { teamSourceIdInput } from '../../teams/team-source-input.js';
import { removeTeamSource as remove } from '../../teams/team-source.service.js';

export const removeTeamSource: NonNullable<MutationResolvers['removeTeamSource']> = mutation(teamSourceIdInput, remove);
