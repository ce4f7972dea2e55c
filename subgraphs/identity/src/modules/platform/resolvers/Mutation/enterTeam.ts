import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { enterTeam as enter } from '../../platform.service.js';
import { enterTeamInput } from '../../platform-input.js';

export const enterTeam: NonNullable<MutationResolvers['enterTeam']> = mutation(enterTeamInput, enter);
