import { describe, expect, test } from '@jest/globals';
import { planBack, workingDayBefore } from './back-plan.js';

// Good Friday, Family Day, Freedom Day and Workers' Day of 2026.
const holidays = new Set(['2026-04-03', '2026-04-06', '2026-04-27', '2026-05-01']);

describe('a working day before another', () => {
  test.each([
    ['2026-04-08', 1, '2026-04-07'],
    ['2026-04-07', 1, '2026-04-02'],
    ['2026-04-07', 2, '2026-04-01'],
    ['2026-05-04', 1, '2026-04-30'],
    ['2026-05-04', 5, '2026-04-23'],
    ['2026-03-02', 1, '2026-02-27'],
  ])('%s less %i is %s', (day, count, expected) => {
    expect(workingDayBefore(day, count, holidays)).toBe(expected);
  });
});

describe('a plan', () => {
  test('counts back from the day on which bids close', () => {
    const plan = planBack({ closesOn: '2026-04-14', briefingOn: null, questionsUntil: null }, holidays);

    expect(plan.map(({ step, dueOn }) => `${step} ${dueOn}`)).toEqual([
      'QUESTIONS 2026-04-01',
      'SIGN_OFF 2026-04-10',
      'DELIVERY 2026-04-13',
    ]);
  });

  test('takes the days that the tender states', () => {
    const dates = { closesOn: '2026-04-14', briefingOn: '2026-03-20', questionsUntil: '2026-04-10' };

    const plan = planBack(dates, holidays);

    expect(plan.map(({ step, dueOn }) => `${step} ${dueOn}`)).toEqual([
      'BRIEFING 2026-03-20',
      'QUESTIONS 2026-04-10',
      'SIGN_OFF 2026-04-10',
      'DELIVERY 2026-04-13',
    ]);
  });
});
