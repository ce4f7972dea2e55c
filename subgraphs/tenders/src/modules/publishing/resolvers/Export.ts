import { encodeId } from '@hub/runtime/graphql';
import type { ExportResolvers } from '../../../types.generated.js';
import { memberReference } from '../../base/member-reference.js';
import { formatOf, failureOf, repairsOf, searchOf, statusNameOf } from '../exports/export-fields.js';
import { downloadUrlOf } from '../exports/export.service.js';

export const Export: ExportResolvers = {
  id: ({ id }) => encodeId('Export', id),
  format: ({ format }) => formatOf(format),
  status: (row, _args, { now }) => statusNameOf(row, now()),
  failure: ({ failure }) => failureOf(failure),
  search: ({ query }) => searchOf(query),
  sha256: ({ sha256 }) => (sha256 === null ? null : Buffer.from(sha256).toString('hex')),
  repairs: ({ repairs }) => repairsOf(repairs),
  downloadUrl: (row, _args, context) => downloadUrlOf(row, context),
  createdBy: ({ requestedByMembershipId }) => memberReference(requestedByMembershipId),
  createdAt: ({ requestedAt }) => requestedAt,
  updatedBy: ({ updatedByMembershipId }) => memberReference(updatedByMembershipId),
};
