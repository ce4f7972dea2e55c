import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { requestTeamDomainInput } from '../../domain-input.js';
import { requestTeamDomain as request } from '../../domain.service.js';

export const requestTeamDomain: NonNullable<MutationResolvers['requestTeamDomain']> = mutation(
  requestTeamDomainInput,
  request,
);
