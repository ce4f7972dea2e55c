import { judgeNotices } from '../tenders/truth/judge-notices.js';
import type { Bench } from './bench.js';

/** How well it is read of real notices what they are for: recall and precision over those that invite nobody to bid. */
export const bench: Bench = async ({ say }) => {
  const { notices, labelled, recall, precision, wrong } = judgeNotices();
  for (const { text, label, read } of wrong) say(`${label ?? 'TENDER'} was read as ${read ?? 'TENDER'}: ${text}`);
  return {
    figures: { notices, labelled, recall, precision },
    goals: [
      { figure: 'recall', atLeast: 0.95 },
      { figure: 'precision', atLeast: 0.98 },
    ],
  };
};
