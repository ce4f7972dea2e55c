import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { restoreArchivedProjectInput } from '../../archive-input.js';
import { restoreArchivedProject as run } from '../../restore-archive.service.js';

export const restoreArchivedProject: NonNullable<MutationResolvers['restoreArchivedProject']> = mutation(
  restoreArchivedProjectInput,
  run,
);
