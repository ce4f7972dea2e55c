import { summarise } from '@hub/insights/summariser';
import { readTenderFacts } from '@hub/tenders/facts';
import { spellQuery } from '@hub/tenders/search-index';
import type { Bench } from './bench.js';

const descriptionLength = 100_000;
const factTexts = [
  '7CE PE ',
  'no CIDB ',
  'compulsory site ',
  'CIDB grade ',
  'CIDB grade 7, 8, 9 or CE/ME and 3 - 4 (5) level 6 class ',
  '80/20 women = 5 points ',
  'level 1 B-BBEE ',
];
const queries = ['-'.repeat(500), '"'.repeat(500), '-"'.repeat(250), 'a-'.repeat(250)];
const summaryText = `${'a.'.repeat(10_000)} ${'CIDB '.repeat(2_000)}${'1 '.repeat(5_000)}`;

const untold = { language: null, closingAt: null, timeZone: null, valueAmount: null, valueCurrency: null };
const unread = { cidb: null, bbbee: null, preference: null, briefing: null };
const placeless = { province: null, deliveryLocation: null, buyerName: null };
const silent = { ...untold, ...unread, ...placeless, title: 'A tender', specialConditions: null, briefings: [] };

/** Reads texts that were made to take long to read: a pattern that goes back over them again and again would show. */
export const bench: Bench = async () => ({
  figures: {
    factsMsMax: Math.max(...factTexts.map((text) => timed(() => readFacts(text)))),
    summaryMs: timed(() => summarise({ ...silent, description: summaryText })),
    queryMsMax: Math.max(...queries.map((text) => timed(() => spellQuery(text)))),
  },
  goals: [
    { figure: 'factsMsMax', atMost: 2_000 },
    { figure: 'summaryMs', atMost: 1_000 },
    { figure: 'queryMsMax', atMost: 50 },
  ],
});

function readFacts(text: string): void {
  const description = text.repeat(descriptionLength / text.length);
  readTenderFacts({ title: 'A tender', description, specialConditions: null, hasBriefings: false });
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
