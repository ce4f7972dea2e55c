import type { QueryResolvers } from '../../../../types.generated.js';
import { conditionsOf } from '../../audit-input.js';
import { auditEventsPage } from '../../audit.service.js';

export const auditEvents: NonNullable<QueryResolvers['auditEvents']> = (
  _parent,
  { filter, orderBy, first, after },
  context,
) => auditEventsPage(context, { conditions: conditionsOf(filter), order: orderBy, page: { first, after } });
