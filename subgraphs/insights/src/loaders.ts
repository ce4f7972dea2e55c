import { defineLoaders } from '@hub/runtime/loaders';
import { createDraftLoader } from './modules/drafts/draft.loader.js';
import { createDocumentCountsLoader, createDocumentPagesLoader } from './modules/questions/document-pages.loader.js';
import { createFeedbackLoader } from './modules/feedback/feedback.loader.js';
import { createOwnScoreLoader, createOwnTenderLoader } from './modules/own-tenders/own-tender.loader.js';
import { createTenderTextsLoader } from './modules/questions/tender-texts.loader.js';
import { createReadinessLoader } from './modules/readiness/readiness.loader.js';
import { createSummaryLoader } from './modules/summaries/summary.loader.js';

/** The loaders of one request. */
export const createLoaders = defineLoaders({
  summary: createSummaryLoader,
  readiness: createReadinessLoader,
  draft: createDraftLoader,
  feedback: createFeedbackLoader,
  ownTender: createOwnTenderLoader,
  ownScore: createOwnScoreLoader,
  tenderTexts: createTenderTextsLoader,
  documentPages: createDocumentPagesLoader,
  documentCounts: createDocumentCountsLoader,
});

export type Loaders = ReturnType<typeof createLoaders>;
