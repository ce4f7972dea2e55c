import type { HubDatabase } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import type { RequestScope } from '@hub/runtime/service';
import { calendarText } from '../../calendar-text/calendar-text.js';
import { findReader } from './calendar-feed.repository.js';
import * as rows from './calendar-items.repository.js';
import { hashOfToken, teamOfToken } from './calendar-token.js';

/**
 * The calendar at an address, for whoever has the address: what its member could read at this moment.
 * @throws HubError `NOT_FOUND`, the same for an address that is wrong, was revoked, or is of somebody who is no member any more.
 */
export async function readCalendar(
  databaseAs: HubDatabase['as'],
  { now }: Pick<RequestScope, 'now'>,
  file: string,
): Promise<string> {
  const token = file.endsWith('.ics') ? file.slice(0, -'.ics'.length) : '';
  const teamId = teamOfToken(token);
  if (teamId === null) throw nothingThere();
  const database = databaseAs({ kind: 'system', name: 'workspace:calendar', teamId });
  const reader = await database.read((db) => findReader(db, hashOfToken(token)));
  if (reader === null) throw nothingThere();
  const reading = { membershipId: reader.membershipId, now: now() };
  const found = await database.read(async (db) => [
    ...(await rows.findActivityItems(db, reading)),
    ...(await rows.findTaskItems(db, reading)),
    ...(await rows.findClosingItems(db, reading)),
    ...(await rows.findBriefingItems(db, reading)),
  ]);
  return calendarText('Tender Insight Hub', found.map(rows.itemOf));
}

function nothingThere(): HubError {
  return new HubError('NOT_FOUND', 'There is no calendar at this address, or it was revoked. Make a new address.');
}
