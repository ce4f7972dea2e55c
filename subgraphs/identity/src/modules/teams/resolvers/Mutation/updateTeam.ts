import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateTeam as update } from '../../update-team.service.js';
import { updateTeamInput } from '../../team-input.js';

export const updateTeam: NonNullable<MutationResolvers['updateTeam']> = mutation(updateTeamInput, update);
