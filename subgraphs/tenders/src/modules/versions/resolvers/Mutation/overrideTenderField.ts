import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { overrideTenderField as override, overrideTenderFieldInput } from '../../overrides/override.service.js';

export const overrideTenderField: NonNullable<MutationResolvers['overrideTenderField']> = mutation(
  overrideTenderFieldInput,
  override,
);
