import { idOf, optional } from '@hub/runtime/graphql';
import { z } from 'zod';

export const verdicts = ['USEFUL', 'NOT_USEFUL'] as const;
export const feedbackReasons = ['SECTOR', 'PLACE', 'BUYER', 'SIZE', 'TIMING', 'OTHER'] as const;

/** What a team makes of a tender. */
export const giveTenderFeedbackInput = z.object({
  tenderId: idOf('Tender'),
  verdict: z.enum(verdicts),
  reason: optional(z.enum(feedbackReasons)),
});
export type GiveTenderFeedback = z.infer<typeof giveTenderFeedbackInput>;

export const withdrawTenderFeedbackInput = z.object({ tenderId: idOf('Tender') });
export type WithdrawTenderFeedback = z.infer<typeof withdrawTenderFeedbackInput>;
