import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { suspendFromOutside as suspend } from '../../team-stop.service.js';
import { teamStopInput } from '../../platform-input.js';

export const suspendTeam: NonNullable<MutationResolvers['suspendTeam']> = mutation(teamStopInput, suspend);
