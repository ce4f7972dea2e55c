import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';
import { findExport } from '../../exports/export.service.js';

export const tenderExport: NonNullable<QueryResolvers['tenderExport']> = (_parent, { id }, context) =>
  findExport(context, decodeId('Export', id));
