import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { ownTeamInput } from '../../membership-input.js';
import { switchTeam as run } from '../../own-teams.service.js';

export const switchTeam: NonNullable<MutationResolvers['switchTeam']> = mutation(ownTeamInput, run);
