import { existsSync } from 'node:fs';
import { ocdsFolder } from '../tenders/shared-files.js';
import type { Bench } from './bench.js';
import { judgeReadiness } from './judgement/judge-readiness.js';
import { judgeTexts } from './judgement/judge-texts.js';
import { readLabels } from './judgement/labels.js';
import { readTenders } from './judgement/tenders.js';

/** What the summaries and key points of before came to on the same labels, measured on 29 November 2026 before it was replaced. */
const before = { beforeGoldFacts: 0.981, beforePrivate: 32, beforeUseful: 0.99, beforeTitleRepeated: 0.468 };

/** How what insights say of tenders compares with what a person said who read them. */
export const bench: Bench = async ({ say }) => {
  if (!existsSync(ocdsFolder)) {
    say('There is no ../shared/data/ocds beside this checkout: nothing is judged.');
    return { figures: {}, goals: [] };
  }
  const tenders = readTenders();
  const judged = readLabels().flatMap((label) => {
    const tender = tenders.get(label.id);
    return tender === undefined ? [] : [{ label, tender }];
  });
  return {
    figures: { labelled: judged.length, ...judgeTexts(judged, say), ...judgeReadiness(judged, say), ...before },
    goals: [
      { figure: 'labelled', atLeast: 250 },
      { figure: 'goldFactsFound', atLeast: 0.99 },
      { figure: 'typedRecall', atLeast: 0.88 },
      { figure: 'typedPrecision', atLeast: 0.96 },
      { figure: 'defects', atMost: 0.01 },
      { figure: 'privateTexts', atMost: 0 },
      { figure: 'inventedTexts', atMost: 0 },
      { figure: 'usefulBeyondTitle', atLeast: 0.75 },
      { figure: 'language', atLeast: 0.97 },
      { figure: 'sectorMetPrecision', atLeast: 0.88 },
      { figure: 'sectorMetRecall', atLeast: 0.9 },
      { figure: 'recommendationAcceptable', atLeast: 0.85 },
      { figure: 'pursuePrecision', atLeast: 0.9 },
      { figure: 'wooedOnClosed', atMost: 0 },
      { figure: 'wooedOnNoTender', atMost: 0 },
    ],
  };
};
