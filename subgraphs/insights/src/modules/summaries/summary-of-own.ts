import { extractiveModel, summarise, type SummarySource } from '../../summariser/index.js';
import type { SummaryNow } from './summary.service.js';

/** What a tender of the team's own says. Nothing of it is kept: what only one team may see is made from the row that it sees. */
export function summaryOfOwn(tender: SummarySource, now: Date): SummaryNow {
  const { text, facts, isTitleOnly, confidence, language } = summarise(tender);
  return {
    state: 'READY',
    text: isTitleOnly ? null : text,
    keyPoints: facts.map(({ line }) => line),
    facts: [...facts],
    isTitleOnly,
    model: extractiveModel,
    confidence,
    language,
    generatedAt: now,
    engineFailures: [],
  };
}
