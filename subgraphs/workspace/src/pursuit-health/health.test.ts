import { expect, test } from '@jest/globals';
import { healthOf, type PursuitFacts } from './health.js';

const now = new Date('2026-03-01T08:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000);
const well: PursuitFacts = {
  stage: 'PHASE_3',
  status: 'ACTIVE',
  closingAt: inDays(30),
  winProbability: 60,
  hasCaptureManager: true,
  hasProposalManager: true,
  updatedAt: inDays(-1),
  unseenMaterialChanges: 0,
  isReopened: false,
  overdueTasks: 0,
};

test.each<readonly [string, Partial<PursuitFacts>, number, string, readonly string[]]>([
  ['all is well', {}, 100, 'GOOD', []],
  ['bids close within two weeks', { closingAt: inDays(13) }, 80, 'GOOD', ['closing_soon']],
  ['bids close within three days', { closingAt: inDays(2) }, 60, 'AT_RISK', ['closing_soon']],
  ['bids have closed', { closingAt: inDays(-1) }, 40, 'CRITICAL', ['closed']],
  ['the bid was handed in', { closingAt: inDays(-1), stage: 'PHASE_6' }, 100, 'GOOD', []],
  ['no time is stated', { closingAt: null }, 90, 'GOOD', ['closing_unknown']],
  ['two tasks are overdue', { overdueTasks: 2 }, 90, 'GOOD', ['tasks_overdue']],
  ['many tasks are overdue', { overdueTasks: 40 }, 70, 'AT_RISK', ['tasks_overdue']],
  ['changes were not looked at', { unseenMaterialChanges: 3 }, 80, 'GOOD', ['changes_unseen']],
  ['the decision is in doubt', { unseenMaterialChanges: 3, isReopened: true }, 70, 'AT_RISK', ['decision_reopened']],
  ['nobody leads it', { hasCaptureManager: false }, 85, 'GOOD', ['no_capture_manager']],
  ['nobody leads the bid', { stage: 'PHASE_4', hasProposalManager: false }, 85, 'GOOD', ['no_proposal_manager']],
  ['nobody knows its chances', { winProbability: null }, 90, 'GOOD', ['chance_unknown']],
  ['its chances are low', { winProbability: 10 }, 85, 'GOOD', ['chance_low']],
  ['it is idle', { updatedAt: inDays(-20) }, 90, 'GOOD', ['idle']],
  ['it is on hold', { status: 'ON_HOLD' }, 90, 'GOOD', ['on_hold']],
  [
    'much is wrong at once',
    { closingAt: inDays(-1), overdueTasks: 9, isReopened: true },
    0,
    'CRITICAL',
    ['closed', 'tasks_overdue', 'decision_reopened'],
  ],
])('when %s', (_name, facts, score, state, keys) => {
  const health = healthOf({ ...well, ...facts }, now);

  expect([health.score, health.state, health.factors.map(({ key }) => key)]).toEqual([score, state, keys]);
});
