import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { teamDomainInput } from '../../domain-input.js';
import { verifyTeamDomain as verify } from '../../domain.service.js';

export const verifyTeamDomain: NonNullable<MutationResolvers['verifyTeamDomain']> = mutation(teamDomainInput, verify);
