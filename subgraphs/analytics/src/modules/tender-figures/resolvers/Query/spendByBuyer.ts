import { HubError } from '@hub/runtime/errors';
import { encodeId, pageSizeOf } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';
import { spendQuestionOf } from '../../figure-input.js';

export const spendByBuyer: NonNullable<QueryResolvers['spendByBuyer']> = async (_parent, args, { loaders }) => {
  const size = pageSizeOf(args);
  const question = spendQuestionOf(args);
  const figure = await loaders.spend.load(JSON.stringify(question));
  if (!figure) throw new HubError('INTERNAL_SERVER_ERROR', 'A figure was asked for and not worked out.');
  const { basis, currency } = question;
  const rows = figure.rows.slice(0, size).map(({ buyerId, amount, ...row }) => ({
    ...row,
    buyer: { id: encodeId('Buyer', buyerId) },
    value: { amount, currency },
  }));
  return { ...figure, rows, basis, value: { amount: figure.amount, currency } };
};
