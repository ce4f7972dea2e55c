import type { QueryResolvers } from '../../../../types.generated.js';
import { conditionsOf } from '../../ranking-input.js';
import { rankedPage } from '../../ranking.service.js';

export const rankedTenders: NonNullable<QueryResolvers['rankedTenders']> = (
  _parent,
  { filter, orderBy, first, after },
  context,
) =>
  rankedPage(context, {
    conditions: conditionsOf(filter, context.now()),
    isPlain: (filter ?? null) === null,
    order: orderBy,
    page: { first, after },
  });
