import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { setTeamComplianceInput } from '../../platform-input.js';
import { setTeamCompliance as set } from '../../subscription.service.js';

export const setTeamCompliance: NonNullable<MutationResolvers['setTeamCompliance']> = mutation(
  setTeamComplianceInput,
  set,
);
