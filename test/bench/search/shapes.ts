import { provinces } from '@hub/tenders/ocds';
import type { Corpus } from './corpus.js';
import { buyerIdOf, buyersMax, inventTender, now } from './invent-tender.js';
import { pick, randomOf, zipf } from './random.js';

/** What is asked, and whether it continues behind the first page. */
export interface Question {
  readonly input: Record<string, unknown>;
  readonly page?: number;
}

/** A kind of search. What it looks for differs from run to run, always the same for a run's number. */
export interface Shape {
  readonly name: string;
  ask(run: number): Question;
}

const dayMs = 86_400_000;

/** What clients ask for beside the most common word: filters, texts, orders and pages in many combinations. */
export function searchShapes(corpus: Corpus): Shape[] {
  const open = { statuses: ['OPEN'] };
  const province = (random: () => number) => ({ provinces: [pick(provinces, random)] });
  const category = (random: () => number) => ({ categories: [pick(corpus.categories, random)] });
  const buyer = (random: () => number) => ({ buyerIds: [buyerIdOf(zipf(buyersMax, random))] });
  const closing = (random: () => number) => {
    const from = new Date(now.getTime() + Math.floor(random() * 14) * dayMs);
    return { closing: { from, before: new Date(from.getTime() + 7 * dayMs) } };
  };
  const value = (random: () => number) => {
    const min = Math.round(10 ** (4 + 3 * random()));
    return { value: { min: String(min), max: String(min * 4) } };
  };
  const words = (random: () => number, count = 1) => wordsOf(corpus, random, count).join(' ');
  const makers: Record<string, (random: () => number) => Question> = {
    'one word': (r) => ({ input: { search: words(r) } }),
    'two words': (r) => ({ input: { search: words(r, 2) } }),
    'word, page 3': (r) => ({ input: { search: words(r) }, page: 3 }),
    'word + province': (r) => ({ input: { search: words(r), filter: province(r) } }),
    'word + category + open': (r) => ({ input: { search: words(r), filter: { ...category(r), ...open } } }),
    'word + buyer': (r) => ({ input: { search: words(r), filter: buyer(r) } }),
    'word + value': (r) => ({ input: { search: words(r), filter: value(r) } }),
    'word by closing, open': (r) => ({ input: { search: words(r), filter: open, orderBy: 'CLOSING_AT_ASC' } }),
    'word, newest first': (r) => ({ input: { search: words(r), orderBy: 'PUBLISHED_AT_DESC' } }),
    phrase: (r) => ({ input: { search: `"${words(r, 2)}"` } }),
    'beginning of a word': (r) => ({ input: { search: `${words(r).slice(0, 5)}*`, filter: open } }),
    'word without another': (r) => ({ input: { search: `${words(r)} -${words(r)}`, filter: province(r) } }),
    'either word + method': (r) => ({
      input: { search: `${words(r)} OR ${words(r)}`, filter: { methods: ['SELECTIVE', 'LIMITED'] } },
    }),
    'province + category + open': (r) => ({ input: { filter: { ...province(r), ...category(r), ...open } } }),
    'province, page 5': (r) => ({ input: { filter: province(r), orderBy: 'PUBLISHED_AT_DESC' }, page: 5 }),
    'buyer, newest first': (r) => ({ input: { filter: buyer(r), orderBy: 'PUBLISHED_AT_DESC' } }),
    'value range, largest first': (r) => ({
      input: { filter: { ...value(r), ...category(r) }, orderBy: 'VALUE_DESC' },
    }),
    'closing window + briefing': (r) => ({ input: { filter: { ...closing(r), hasBriefing: true } } }),
    'goods, smallest value first': (r) => ({
      input: { filter: { procurementCategories: ['GOODS'], ...province(r) }, orderBy: 'VALUE_ASC' },
    }),
  };
  return Object.entries(makers).map(([name, make], index) => ({
    name,
    ask: (run) => make(randomOf(run * 64 + index + 1)),
  }));
}

/** True for shapes with a condition beside the text. */
export function isFiltered(shape: Shape): boolean {
  return shape.ask(0).input['filter'] !== undefined;
}

const commonest = 'request';

/** The word in nearly all tenders ("Request for Bid"), which stands for the most that a search can find. */
export const commonShape: Shape = {
  name: `most common word (${commonest})`,
  ask: () => ({ input: { search: commonest } }),
};

// Neighbours out of an invented description, so that words come as often as they are written.
function wordsOf(corpus: Corpus, random: () => number, count: number): string[] {
  for (;;) {
    const { state } = inventTender(Math.floor(random() * 1_000_000), { corpus, tenders: 1_000_000, sourceId: '' });
    const words = (state.description ?? '').match(/\p{L}{4,}/gu) ?? [];
    const start = Math.floor(random() * (words.length - count + 1));
    const chosen = words.slice(start, start + count).map((word) => word.toLowerCase());
    // Words that are too common to search for are not what anybody types alone.
    if (chosen.length === count && !chosen.some((word) => ignored.has(word))) return chosen;
  }
}

const ignored = new Set(['with', 'from', 'that', 'this', 'will', 'which', 'must', 'their', 'have', 'been', 'when']);
