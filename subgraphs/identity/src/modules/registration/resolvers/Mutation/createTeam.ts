import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { createTeamInput } from '../../registration-input.js';
import { createTeam as create } from '../../create-team.service.js';

export const createTeam: NonNullable<MutationResolvers['createTeam']> = mutation(createTeamInput, create);
