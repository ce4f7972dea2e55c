import { HubError } from '@hub/runtime/errors';
import type { EntryPriority, EntryStatus } from '../../types.generated.js';

/** All statuses, in the order in which the API lists them. */
export const statuses: readonly EntryStatus[] = ['PENDING', 'INTERESTED', 'NOT_ELIGIBLE', 'SUBMITTED'];
const priorities: readonly EntryPriority[] = ['LOW', 'MEDIUM', 'HIGH'];

/** The API's name of a stored status. */
export function statusOf(text: string): EntryStatus {
  return oneOf(statuses, text);
}

/** The API's name of a stored priority. */
export function priorityOf(text: string): EntryPriority {
  return oneOf(priorities, text);
}

function oneOf<Name extends string>(names: readonly Name[], text: string): Name {
  const name = names.find((known) => known === text);
  if (name !== undefined) return name;
  throw new HubError('INTERNAL_SERVER_ERROR', `The database holds a value the API does not know: ${text}.`);
}
