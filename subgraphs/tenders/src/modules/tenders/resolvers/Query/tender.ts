import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';
import { tenderBy } from '../../tender.service.js';

export const tender: NonNullable<QueryResolvers['tender']> = (_parent, { id, ocid }, context) =>
  tenderBy(context, { rowId: id ? decodeId('Tender', id) : null, ocid: ocid ?? null });
