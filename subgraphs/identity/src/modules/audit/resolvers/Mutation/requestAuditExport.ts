import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { requestAuditExport as request, requestAuditExportInput } from '../../audit-export.service.js';

export const requestAuditExport: NonNullable<MutationResolvers['requestAuditExport']> = mutation(
  requestAuditExportInput,
  request,
);
