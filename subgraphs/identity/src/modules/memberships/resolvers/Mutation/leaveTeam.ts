import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { ownTeamInput } from '../../membership-input.js';
import { leaveTeam as run } from '../../membership.service.js';

export const leaveTeam: NonNullable<MutationResolvers['leaveTeam']> = mutation(ownTeamInput, run);
