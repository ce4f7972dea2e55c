import { describe, expect, test } from '@jest/globals';
import { scoreJob, type Job } from './job-score.js';

const job: Job = {
  title: 'Build a web shop',
  description: null,
  skills: [],
  budgetMin: '500',
  budgetMax: null,
  client: { rating: 4.5 },
  obstacle: null,
};
const offer = { sectors: ['Software'], services: ['React'] };

const cases: readonly [string, Partial<Job>, typeof offer, readonly (number | null)[], number | null, string][] = [
  ['all skills', { skills: ['React', 'Software testing'] }, offer, [6, 2, 1.8], 9.8, 'PURSUE'],
  ['half of the skills', { skills: ['React', 'Plumbing'] }, offer, [3, 2, 1.8], 6.8, 'CONSIDER'],
  ['no skill', { skills: ['Plumbing', 'Catering'] }, offer, [0, 2, 1.8], 3.8, 'AVOID'],
  ['no skill, however well it pays', { skills: ['Catering'], client: { rating: 5 } }, offer, [0, 2, 2], 4, 'AVOID'],
  [
    'a third of them, unpaid',
    { skills: ['React', 'Plumbing', 'Tiling'], budgetMin: null },
    offer,
    [2, 0, 1.8],
    3.8,
    'AVOID',
  ],
  ['no skills listed, a title of the line', { title: 'Software for a shop' }, offer, [6, 2, 1.8], 9.8, 'PURSUE'],
  ['no skills listed, another line', { title: 'Catering for a wedding' }, offer, [0, 2, 1.8], 3.8, 'AVOID'],
  ['no skills listed, a title that says nothing', { title: 'Help needed' }, offer, [null, 2, 1.8], null, 'UNDECIDED'],
  [
    'a profile that says nothing',
    { skills: ['React'] },
    { sectors: [], services: [] },
    [null, 2, 1.8],
    null,
    'UNDECIDED',
  ],
  ['a client nobody rated', { skills: ['React'], client: null }, offer, [6, 2, null], 10, 'PURSUE'],
  ['a rating as text', { skills: ['React'], client: { Feedback: '2.5' } }, offer, [6, 2, 1], 9, 'PURSUE'],
  ['a rating out of range', { skills: ['React'], client: { rating: 98 } }, offer, [6, 2, null], 10, 'PURSUE'],
  ['a client that is no object', { skills: ['React'], client: 'good' }, offer, [6, 2, null], 10, 'PURSUE'],
  ['a job that is closed', { skills: ['React'], obstacle: 'CLOSED' }, offer, [6, 2, 1.8], 9.8, 'NOTHING_TO_PURSUE'],
];

describe('the score of a marketplace job', () => {
  test.each(cases)('of %s', (_name, changed, offered, points, value, recommendation) => {
    const score = scoreJob({ ...job, ...changed }, offered);

    expect(score.parts.map((part) => part.points)).toEqual(points);
    expect([score.value, score.recommendation]).toEqual([value, recommendation]);
  });

  test('says why in words', () => {
    expect(scoreJob({ ...job, skills: ['React', 'Plumbing'] }, offer).parts.map(({ text }) => text)).toEqual([
      'The company profile covers 1 of 2 skills: React.',
      'The job says what it pays.',
      'The client is rated 4.5 of 5.',
    ]);
  });
});
