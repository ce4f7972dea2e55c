import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { trackTenderInput } from '../../entry-input.js';
import { trackTender as track } from '../../entry.service.js';

export const trackTender: NonNullable<MutationResolvers['trackTender']> = mutation(trackTenderInput, track);
