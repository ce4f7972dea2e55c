import { unknownId } from '../kit/world.js';
import type { MutationCase } from './mutation-case.js';

/** Mutations of drafts and feedback with something that is not the caller's in every place where an id can be. */
export const insightCases: readonly MutationCase[] = [
  {
    mutation: 'createDraft',
    foreignIn: 'input.tenderId',
    input: () => ({ kind: 'PROPOSAL', tenderId: unknownId('Tender') }),
    answers: 'NotFound',
  },
  {
    mutation: 'decideDraft',
    foreignIn: 'input.id',
    input: (_world, { Draft }) => ({ id: Draft, decision: 'ACCEPTED' }),
    answers: 'NotFound',
  },
  {
    mutation: 'giveTenderFeedback',
    foreignIn: 'input.tenderId',
    input: () => ({ tenderId: unknownId('Tender'), verdict: 'USEFUL' }),
    answers: 'NotFound',
  },
  {
    mutation: 'withdrawTenderFeedback',
    foreignIn: 'input.tenderId',
    input: () => ({ tenderId: unknownId('Tender') }),
    answers: 'NotFound',
  },
];
