import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updatePreferencesInput } from '../../preference-input.js';
import { updatePreferences as update } from '../../preference.service.js';

export const updatePreferences: NonNullable<MutationResolvers['updatePreferences']> = mutation(
  updatePreferencesInput,
  update,
);
