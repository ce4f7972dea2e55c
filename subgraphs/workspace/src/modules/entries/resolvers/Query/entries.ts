import type { QueryResolvers } from '../../../../types.generated.js';
import { conditionsOf } from '../../entry-input.js';
import { entriesPage } from '../../entry.service.js';

export const entries: NonNullable<QueryResolvers['entries']> = (_parent, { filter, orderBy, first, after }, context) =>
  entriesPage(context, { conditions: conditionsOf(filter), order: orderBy, page: { first, after } });
