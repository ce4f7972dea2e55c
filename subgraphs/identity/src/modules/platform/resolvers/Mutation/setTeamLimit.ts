import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { setTeamLimit as setLimit } from '../../platform.service.js';
import { setTeamLimitInput } from '../../platform-input.js';

export const setTeamLimit: NonNullable<MutationResolvers['setTeamLimit']> = mutation(setTeamLimitInput, setLimit);
