import { createLoader } from '@hub/runtime/cache';
import type { RequestScope } from '@hub/runtime/service';
import { provinceFigure, provinceQuestion, spendFigure, spendQuestion } from './figure-shapes.js';
import { spendByBuyer, tendersByProvince } from './tender-figures.service.js';

const minuteSeconds = 60;

// Figures are public and dear: they are kept for minutes, in this process for seconds (so that they stay quick without
// Redis), and an old one is better than none while the database is away.
const keeping = { team: 'public', localSeconds: 10, staleIfErrorSeconds: 60 * minuteSeconds } as const;

/** Tenders by province; the id is the question as JSON. */
export function createTendersByProvinceLoader(scope: RequestScope) {
  return createLoader({
    ...keeping,
    cache: scope.cache,
    type: 'tendersByProvince',
    ttlSeconds: 5 * minuteSeconds,
    codec: provinceFigure,
    batch: (ids: readonly string[]) =>
      answerEach(ids, (id) => tendersByProvince(scope, provinceQuestion.parse(JSON.parse(id)))),
  });
}

/** Spending by buyer; the id is the question as JSON. */
export function createSpendLoader(scope: RequestScope) {
  return createLoader({
    ...keeping,
    cache: scope.cache,
    type: 'spendByBuyer',
    ttlSeconds: 15 * minuteSeconds,
    codec: spendFigure,
    batch: (ids: readonly string[]) =>
      answerEach(ids, (id) => spendByBuyer(scope, spendQuestion.parse(JSON.parse(id)))),
  });
}

/** One after the other: two big sums at once only slow each other down. */
async function answerEach<Answer>(
  ids: readonly string[],
  answer: (id: string) => Promise<Answer>,
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const id of ids) answers.set(id, await answer(id));
  return answers;
}
