import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';

export const teamTender: NonNullable<QueryResolvers['teamTender']> = (_parent, { id }, { loaders }) =>
  loaders.teamTender.load(decodeId('TeamTender', id));
