import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { ownTeamInput } from '../../membership-input.js';
import { setDefaultMembership as run } from '../../own-teams.service.js';

export const setDefaultMembership: NonNullable<MutationResolvers['setDefaultMembership']> = mutation(ownTeamInput, run);
