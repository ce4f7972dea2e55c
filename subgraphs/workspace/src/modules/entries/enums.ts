import { storedName } from '../base/stored-name.js';
import type { EntryPriority, EntryStatus } from '../../types.generated.js';

/** All statuses, in the order in which the API lists them. */
export const statuses: readonly EntryStatus[] = ['PENDING', 'INTERESTED', 'NOT_ELIGIBLE', 'SUBMITTED'];
const priorities: readonly EntryPriority[] = ['LOW', 'MEDIUM', 'HIGH'];

/** The API's name of a stored status. */
export function statusOf(text: string): EntryStatus {
  return storedName(statuses, text);
}

/** The API's name of a stored priority. */
export function priorityOf(text: string): EntryPriority {
  return storedName(priorities, text);
}
