import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { requestExport as request, requestExportInput } from '../../exports/export.service.js';

export const requestExport: NonNullable<MutationResolvers['requestExport']> = mutation(requestExportInput, request);
