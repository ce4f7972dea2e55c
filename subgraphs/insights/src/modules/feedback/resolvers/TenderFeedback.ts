import { encodeId } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { TenderFeedbackResolvers } from '../../../types.generated.js';
import { feedbackReasons, verdicts } from '../feedback-input.js';

// The database checks the same.
const verdict = z.enum(verdicts);
const reason = z.enum(feedbackReasons).nullable();

export const TenderFeedback: TenderFeedbackResolvers = {
  verdict: (row) => verdict.parse(row.verdict),
  reason: (row) => reason.parse(row.reason),
  givenBy: ({ givenByMembershipId }) =>
    givenByMembershipId === null ? null : { id: encodeId('Member', givenByMembershipId) },
};
