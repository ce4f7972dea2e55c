import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateTeamSettings as update } from '../../settings.service.js';
import { updateTeamSettingsInput } from '../../settings-input.js';

export const updateTeamSettings: NonNullable<MutationResolvers['updateTeamSettings']> = mutation(
  updateTeamSettingsInput,
  update,
);
