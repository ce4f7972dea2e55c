import { z } from 'zod';
import type { EngineTask } from '../../engines/index.js';
import { quotesSource, summarise, summaryLimits, type Summary, type SummarySource } from '../../summariser/index.js';

const shape = z.object({ quotes: z.array(z.string()).max(20) });

const instructions = `You help bidders to see what a tender is about. Choose the statements of the material that say most: first what is asked for, then what a bidder must know. Quote at most 7 statements whole, at most ${summaryLimits.wordsMax} words together. No contact data.`;

/**
 * Choosing what a summary tells. A model only points at statements of the tender, which are then told in the tender's own words:
 * what it says beside that is never shown.
 */
export function summaryTask(source: SummarySource): EngineTask<z.output<typeof shape>, Summary> {
  const { title, description, specialConditions } = source;
  return {
    kind: 'SUMMARY',
    instructions,
    material: [
      { name: 'Title', text: title },
      ...(description === null ? [] : [{ name: 'Description', text: description }]),
      ...(specialConditions === null ? [] : [{ name: 'Special conditions', text: specialConditions }]),
    ],
    shape,
    outputTokensMax: 800,
    ground: ({ quotes }) => (quotesSource(source, quotes) ? summarise(source, quotes) : null),
    floor: () => summarise(source),
  };
}
