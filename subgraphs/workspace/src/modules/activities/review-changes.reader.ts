import { defineReader, on, tendersChanged } from '@hub/runtime/events';
import { addReviews } from './review-changes.service.js';

/** Has teams look at what a material change of a tender means for their bid: an activity for each change, once. */
export const reviewChangesReader = defineReader({
  name: 'workspace:review-changes',
  startsAt: 'next',
  handlers: [
    on(tendersChanged, (tx, { body, writtenAt }) =>
      addReviews(tx, { change: body.change, tenderIds: body.changed, at: writtenAt }),
    ),
  ],
});
