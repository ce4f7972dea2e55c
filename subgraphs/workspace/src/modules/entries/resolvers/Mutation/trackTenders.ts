import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { trackTendersInput } from '../../entry-input.js';
import { trackTenders as run } from '../../track-tenders.service.js';

export const trackTenders: NonNullable<MutationResolvers['trackTenders']> = mutation(trackTendersInput, run);
