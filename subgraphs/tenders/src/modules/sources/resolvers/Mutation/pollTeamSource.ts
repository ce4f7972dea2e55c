import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { teamSourceIdInput } from '../../teams/team-source-input.js';
import { pollNow } from '../../teams/team-source.service.js';

export const pollTeamSource: NonNullable<MutationResolvers['pollTeamSource']> = mutation(teamSourceIdInput, pollNow);
