import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { archiveProjectInput } from '../../archive-input.js';
import { archiveProject as run } from '../../archive.service.js';

export const archiveProject: NonNullable<MutationResolvers['archiveProject']> = mutation(archiveProjectInput, run);
