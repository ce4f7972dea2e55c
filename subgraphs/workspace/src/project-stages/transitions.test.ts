import { describe, expect, test } from '@jest/globals';
import { allTransitions, findStep, transitionsFrom, type Place } from './transitions.js';

const at = (stage: string | null, status: string): Place => ({
  kind: stage === null ? 'WORK' : 'PURSUIT',
  stage,
  status,
});

const stepsOf = (place: Place) =>
  transitionsFrom(place).map(({ by, toStage, toStatus }) => `${by} ${toStage ?? toStatus}`);

describe('the steps of a project', () => {
  test.each<readonly [string | null, string, readonly string[]]>([
    ['PHASE_0', 'ACTIVE', ['MOVE PHASE_1', 'MOVE ON_HOLD', 'CLOSE CANCELLED']],
    ['PHASE_1', 'ACTIVE', ['GATE PHASE_2', 'MOVE PHASE_0', 'MOVE ON_HOLD', 'CLOSE CANCELLED']],
    ['PHASE_2', 'ACTIVE', ['GATE PHASE_3', 'MOVE PHASE_1', 'MOVE ON_HOLD', 'CLOSE CANCELLED']],
    ['PHASE_3', 'ACTIVE', ['MOVE PHASE_4', 'MOVE PHASE_2', 'MOVE ON_HOLD', 'CLOSE CANCELLED']],
    ['PHASE_4', 'ACTIVE', ['MOVE PHASE_5', 'MOVE PHASE_3', 'MOVE ON_HOLD', 'CLOSE CANCELLED']],
    ['PHASE_5', 'ACTIVE', ['GATE PHASE_6', 'MOVE PHASE_4', 'MOVE ON_HOLD', 'CLOSE CANCELLED']],
    ['PHASE_6', 'ACTIVE', ['CLOSE AWARDED', 'CLOSE LOST', 'MOVE ON_HOLD', 'CLOSE CANCELLED']],
    ['PHASE_3', 'ON_HOLD', ['MOVE ACTIVE', 'CLOSE CANCELLED']],
    ['PHASE_3', 'CANCELLED', ['MOVE ACTIVE', 'MOVE ARCHIVED']],
    ['PHASE_3', 'ARCHIVED', ['MOVE CANCELLED']],
    ['AWARDED', 'COMPLETED', ['MOVE ARCHIVED']],
    ['AWARDED', 'ARCHIVED', ['MOVE COMPLETED']],
    ['LOST', 'ARCHIVED', ['MOVE COMPLETED']],
    [null, 'NOT_STARTED', ['MOVE IN_PROGRESS', 'MOVE COMPLETED']],
    [null, 'IN_PROGRESS', ['MOVE NOT_STARTED', 'MOVE COMPLETED']],
    [null, 'COMPLETED', ['MOVE IN_PROGRESS', 'MOVE ARCHIVED']],
    [null, 'ARCHIVED', ['MOVE COMPLETED']],
  ])('from %s, %s, are these and no others', (stage, status, steps) => {
    expect(stepsOf(at(stage, status))).toEqual(steps);
  });

  test('lead from every place to another place, once', () => {
    const names = allTransitions.map(({ kind, fromStage, toStage, fromStatus, toStatus }) =>
      [kind, fromStage, toStage, fromStatus, toStatus].join(' '),
    );

    expect(new Set(names).size).toBe(names.length);
  });

  test('are found by where they lead', () => {
    expect(findStep(at('PHASE_2', 'ACTIVE'), { toStage: 'PHASE_3' })?.requiredFields).toEqual([
      'captureManager',
      'winProbability',
      'strategicValue',
    ]);
    expect(findStep(at('PHASE_2', 'ACTIVE'), { toStage: 'PHASE_4' })).toBeUndefined();
    expect(findStep(at('PHASE_2', 'ON_HOLD'), { toStage: 'PHASE_3' })).toBeUndefined();
  });
});
