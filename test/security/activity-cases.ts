import type { MutationCase } from './mutation-case.js';

const activity = { kind: 'MEETING', title: 'Mine', startsAt: '2026-03-31T08:00:00Z' };

/** Mutations of activities with something that is not the caller's in every place where an id can be. */
export const activityCases: readonly MutationCase[] = [
  {
    mutation: 'createActivity',
    foreignIn: 'input.projectId',
    input: (_world, { Project }) => ({ ...activity, projectId: Project }),
    answers: 'NotFound',
  },
  {
    mutation: 'createActivity',
    foreignIn: 'input.entryId',
    input: (_world, { Entry }) => ({ ...activity, entryId: Entry }),
    answers: 'NotFound',
  },
  {
    mutation: 'createActivity',
    foreignIn: 'input.assigneeId',
    input: ({ own }, { Member }) => ({ ...activity, projectId: own.ids['Project'], assigneeId: Member }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'createActivity',
    foreignIn: 'input.participants.memberId',
    input: ({ own }, { Member }) => ({
      ...activity,
      projectId: own.ids['Project'],
      participants: [{ memberId: Member }],
    }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'updateActivity',
    foreignIn: 'input.id',
    input: (_world, { Activity }) => ({ id: Activity, expectedVersion: 1, title: 'taken over' }),
    answers: 'NotFound',
  },
  {
    mutation: 'updateActivity',
    foreignIn: 'input.assigneeId',
    input: ({ own }, { Member }) => ({ id: own.ids['Activity'], expectedVersion: 1, assigneeId: Member }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'updateActivity',
    foreignIn: 'input.participants.memberId',
    input: ({ own }, { Member }) => ({
      id: own.ids['Activity'],
      expectedVersion: 1,
      participants: [{ memberId: Member }],
    }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'answerActivity',
    foreignIn: 'input.id',
    input: (_world, { Activity }) => ({ id: Activity, answer: 'ACCEPTED' }),
    answers: 'NotFound',
  },
  {
    mutation: 'deleteActivity',
    foreignIn: 'input.id',
    input: (_world, { Activity }) => ({ id: Activity, expectedVersion: 1 }),
    answers: 'NotFound',
  },
  {
    mutation: 'restoreActivity',
    foreignIn: 'input.id',
    input: (_world, { Activity }) => ({ id: Activity }),
    answers: 'NotFound',
  },
  {
    mutation: 'createCalendarFeed',
    foreignIn: null,
    input: () => ({ idempotencyKey: 'not one word' }),
    answers: 'InvalidInput',
  },
  { mutation: 'revokeCalendarFeed', foreignIn: null, input: () => null, answers: 'NotFound' },
];
