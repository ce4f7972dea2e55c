import type { QueryResolvers } from '../../../../types.generated.js';
import { draftConditionsOf } from '../../draft-input.js';
import { draftsPage } from '../../draft.service.js';

export const drafts: NonNullable<QueryResolvers['drafts']> = (_parent, { filter, orderBy, first, after }, context) =>
  draftsPage(context, { conditions: draftConditionsOf(filter), order: orderBy, page: { first, after } });
