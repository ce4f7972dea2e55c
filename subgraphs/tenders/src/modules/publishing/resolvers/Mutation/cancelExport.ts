import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { cancelExport as cancel, exportIdInput } from '../../exports/export.service.js';

export const cancelExport: NonNullable<MutationResolvers['cancelExport']> = mutation(exportIdInput, cancel);
