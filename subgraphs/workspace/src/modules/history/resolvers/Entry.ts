import type { EntryResolvers } from '../../../types.generated.js';
import { historyPage } from '../history-page.js';

export const Entry: Pick<EntryResolvers, 'history' | '__resolveReference'> = {
  history: ({ id }, page, context) => historyPage('entryHistory', { parent: id, page }, context),
};
