import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { teamDomainInput } from '../../domain-input.js';
import { deleteTeamDomain as deleteOwn } from '../../domain.service.js';

export const deleteTeamDomain: NonNullable<MutationResolvers['deleteTeamDomain']> = mutation(
  teamDomainInput,
  deleteOwn,
);
