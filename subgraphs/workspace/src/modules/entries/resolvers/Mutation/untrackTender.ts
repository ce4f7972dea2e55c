import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { untrackTenderInput } from '../../entry-input.js';
import { untrackTender as run } from '../../untrack-tender.service.js';

export const untrackTender: NonNullable<MutationResolvers['untrackTender']> = mutation(untrackTenderInput, run);
