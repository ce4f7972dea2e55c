import type { QueryResolvers } from '../../../../types.generated.js';
import { archiveConditionsOf } from '../../archive-input.js';
import { archivesPage } from '../../archive.service.js';

export const projectArchives: NonNullable<QueryResolvers['projectArchives']> = (
  _parent,
  { filter, orderBy, first, after },
  context,
) => archivesPage(context, { conditions: archiveConditionsOf(filter), order: orderBy, page: { first, after } });
