import type { QueryResolvers } from '../../../../types.generated.js';
import { projectConditionsOf } from '../../project-input.js';
import { projectsPage } from '../../project.service.js';

export const projects: NonNullable<QueryResolvers['projects']> = (
  _parent,
  { filter, orderBy, first, after },
  context,
) => projectsPage(context, { conditions: projectConditionsOf(filter), order: orderBy, page: { first, after } });
