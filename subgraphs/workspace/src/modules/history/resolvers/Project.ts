import type { ProjectResolvers } from '../../../types.generated.js';
import { historyPage } from '../history-page.js';

export const Project: Pick<ProjectResolvers, 'history' | '__resolveReference'> = {
  history: ({ id }, page, context) => historyPage('projectHistory', { parent: id, page }, context),
};
