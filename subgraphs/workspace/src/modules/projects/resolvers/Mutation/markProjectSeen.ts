import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { markProjectSeenInput } from '../../project-input.js';
import { markProjectSeen as run } from '../../see-project.service.js';

export const markProjectSeen: NonNullable<MutationResolvers['markProjectSeen']> = mutation(markProjectSeenInput, run);
