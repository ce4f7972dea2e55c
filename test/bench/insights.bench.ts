import { existsSync } from 'node:fs';
import { calculateReadiness, readNeeds } from '@hub/insights/readiness';
import { summarise } from '@hub/insights/summariser';
import { ocdsFolder } from '../tenders/shared-files.js';
import { median, percentile, type Bench } from './bench.js';
import { benchDatabase } from './database.js';
import { measureRescoring } from './insights/rescoring.js';
import { bidders } from './judgement/bidders.js';
import { readTenders, type JudgedTender } from './judgement/tenders.js';

const tenderCount = 10_000;

/** How fast summaries are made and scores are stored, and what readers notice of a changed profile. */
export const bench: Bench = async (context) => {
  if (!existsSync(ocdsFolder)) {
    context.say('There is no ../shared/data/ocds beside this checkout: nothing is measured.');
    return { figures: {}, goals: [] };
  }
  const published = [...readTenders().values()].filter(({ source }) => source.title.length <= 1_000);
  const summaries = measureSummaries(published);
  context.say(`summaries: ${summaries['summaryP95Ms']?.toFixed(2)} ms, p95`);
  const scores = measureScores(published);
  context.say(`scores: ${Math.round(scores['scoresPerSecond'] ?? 0)} a second`);
  const tenders = Array.from({ length: tenderCount }, (_, index) => published[index % published.length]).filter(
    (tender) => tender !== undefined,
  );
  const database = await benchDatabase(context, 'hub_bench_insights');
  const rescoring = await measureRescoring(context, database, tenders);
  return {
    figures: { ...summaries, ...scores, ...rescoring },
    goals: [
      { figure: 'summaryP95Ms', atMost: 20 },
      { figure: 'scoresPerSecond', atLeast: 1_000 },
      { figure: 'rescoreSeconds', atMost: 15 },
      { figure: 'readsWhileRescoringToQuiet', atMost: 1.3 },
    ],
  };
};

/** From facts to scores, with no text read before. */
function measureScores(tenders: readonly JudgedTender[]): Record<string, number> {
  const now = new Date();
  const score = ({ source, ...tender }: JudgedTender) =>
    calculateReadiness({
      team: bidders.B,
      tender: readNeeds({ ...source, ...tender, lifecycle: 'LIVE' }, now),
      gradeLimits: [],
      preferenceLimits: [],
      jointVentures: [],
    });
  for (const tender of tenders.slice(0, 1_000)) score(tender);
  const startedAt = performance.now();
  for (const tender of tenders) score(tender);
  return { scoresPerSecond: tenders.length / ((performance.now() - startedAt) / 1_000) };
}

function measureSummaries(tenders: readonly JudgedTender[]): Record<string, number> {
  const took: number[] = [];
  // Twice: the first round warms up.
  for (const isMeasured of [false, true])
    for (const { source } of tenders) {
      const startedAt = performance.now();
      summarise(source);
      if (isMeasured) took.push(performance.now() - startedAt);
    }
  return { summaries: took.length, summaryP50Ms: median(took), summaryP95Ms: percentile(took, 0.95) };
}
