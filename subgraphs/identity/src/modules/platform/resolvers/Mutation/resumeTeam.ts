import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { resumeFromOutside as resume } from '../../team-stop.service.js';
import { teamStopInput } from '../../platform-input.js';

export const resumeTeam: NonNullable<MutationResolvers['resumeTeam']> = mutation(teamStopInput, resume);
