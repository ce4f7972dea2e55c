import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { AuditExportResolvers } from '../../../types.generated.js';
import { memberBy } from '../../teams/member-by.js';
import { downloadUrlOf, failureOf, statusAt } from '../audit-export.service.js';

export const AuditExport: AuditExportResolvers = {
  __resolveReference: referenceTo('AuditExport', (row, { loaders }: Context) => loaders.auditExport.load(row)),
  id: ({ id }) => encodeId('AuditExport', id),
  status: (row, _args, { now }) => statusAt(row, now()),
  failure: (row) => failureOf(row),
  afterSequence: ({ firstSequence }) => Number(firstSequence),
  lastSequence: ({ lastSequence }) => Number(lastSequence),
  sha256: ({ sha256 }) => (sha256 === null ? null : Buffer.from(sha256).toString('hex')),
  downloadUrl: (row, _args, context) => downloadUrlOf(row, context),
  createdBy: ({ requestedByMembershipId }, _args, { loaders }) => memberBy(loaders, requestedByMembershipId),
  updatedBy: ({ requestedByMembershipId }, _args, { loaders }) => memberBy(loaders, requestedByMembershipId),
};
