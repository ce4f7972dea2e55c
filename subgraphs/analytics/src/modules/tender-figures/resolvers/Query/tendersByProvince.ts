import { HubError } from '@hub/runtime/errors';
import type { QueryResolvers } from '../../../../types.generated.js';
import { provinceQuestionOf } from '../../figure-input.js';

export const tendersByProvince: NonNullable<QueryResolvers['tendersByProvince']> = async (
  _parent,
  { filter },
  { loaders },
) => {
  const figure = await loaders.tendersByProvince.load(JSON.stringify(provinceQuestionOf(filter)));
  if (figure) return figure;
  throw new HubError('INTERNAL_SERVER_ERROR', 'A figure was asked for and not worked out.');
};
