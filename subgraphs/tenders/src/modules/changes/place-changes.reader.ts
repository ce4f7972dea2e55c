import { defineReader, on, teamTendersChanged, tendersChanged } from '@hub/runtime/events';
import { placeChange, placeTeamChange } from './change-place.repository.js';

/**
 * Gives each committed change the next place in the order of changes: the change feed, packages and saved searches go by
 * it. One process at a time reads under this name, so a place is never given behind one that somebody has passed.
 */
export const placeChangesReader = defineReader({
  name: 'tenders:place-changes',
  startsAt: 'first',
  handlers: [
    on(tendersChanged, (tx, { body }) =>
      placeChange(tx, { number: body.change, tenderIds: [...body.created, ...body.changed] }),
    ),
    on(teamTendersChanged, (tx, { body, teamId }) => placeTeamChange(tx, teamId, body.change)),
  ],
});
