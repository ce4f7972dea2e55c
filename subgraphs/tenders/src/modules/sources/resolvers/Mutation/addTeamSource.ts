import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { addTeamSourceInput } from '../../teams/team-source-input.js';
import { addTeamSource as add } from '../../teams/team-source.service.js';

export const addTeamSource: NonNullable<MutationResolvers['addTeamSource']> = mutation(addTeamSourceInput, add);
