import { actForTeam, type TeamTransaction } from '@hub/runtime/database';
import {
  exportFailed,
  exportReady,
  invitationAccepted,
  invitationReceived,
  notice,
  notify,
  savedSearchMatched,
  sourceFailing,
  type NotificationType,
} from '@hub/runtime/notifications';
import { findExport } from '../publishing/exports/export.repository.js';
import { findTeamSource } from '../sources/teams/team-source.repository.js';
import { findAlertedSearch, findPeopleOfInvitation } from './notice.repository.js';

/** What happened in the team of the transaction. */
export interface Happened {
  /** Of the event: nobody is told of it twice. */
  readonly id: string;
  /** The thing that it is about. */
  readonly subjectId: string;
  /** Account of who did it; null for the product itself. */
  readonly actorId: string | null;
  readonly at: Date;
}

/** Tells of what a saved search has found. One that is gone tells nobody. */
export async function tellOfMatches(
  tx: TeamTransaction,
  { id, subjectId, at }: Happened,
  matchCount: number,
): Promise<void> {
  const search = await findAlertedSearch(tx, subjectId);
  if (search === null) return;
  const data = { searchName: search.name, matchCount };
  await notify(tx, [notice(savedSearchMatched, data, { to: search.membershipIds, subjectId, key: `event:${id}` })], at);
}

/** Tells who requested an export that it is there, or that it failed. */
export async function tellOfExport(tx: TeamTransaction, { id, subjectId, at }: Happened): Promise<void> {
  const found = await findExport(tx, subjectId);
  if (found === null || found.requestedByMembershipId === null) return;
  const about = { to: [found.requestedByMembershipId], subjectId, key: `event:${id}` };
  const told =
    found.status === 'DONE'
      ? notice(exportReady, { rowCount: found.rowCount, format: found.format }, about)
      : notice(exportFailed, { hasTooManyRows: found.failure === 'TOO_MANY_ROWS' }, about);
  await notify(tx, [told], at);
}

/** Tells who set up a source and who changed it last that it cannot be read; where both have left, everybody who may manage sources. */
export async function tellOfSource(tx: TeamTransaction, { id, subjectId, at }: Happened): Promise<void> {
  const source = await findTeamSource(tx, subjectId);
  if (source === null) return;
  const to = [source.createdByMembershipId, source.updatedByMembershipId].filter((one) => one !== null);
  const data = { sourceName: source.name, error: source.lastError };
  await notify(tx, [notice(sourceFailing, data, { to, orWhoMay: 'source:manage', subjectId, key: `event:${id}` })], at);
}

/** Tells everybody who may change the team what became of its domain. */
export const tellOfDomain =
  <Data>(type: NotificationType<string, Data>) =>
  async (tx: TeamTransaction, { id, at }: Happened, data: NoInfer<Data>): Promise<void> => {
    const about = { to: [], orWhoMay: 'team:update', subjectId: null, key: `event:${id}` } as const;
    await notify(tx, [notice(type, data, about)], at);
  };

/** Tells somebody who has an account that they are invited, in the team that they begin in. */
export async function tellInvitee(tx: TeamTransaction, { id, subjectId, at }: Happened): Promise<void> {
  const people = await findPeopleOfInvitation(tx, subjectId);
  if (people === null || people.inviteeId === null || people.status !== 'PENDING') return;
  const { teamName, role, inviteeId, inviteeTeamId } = people;
  await actForTeam(tx, inviteeTeamId);
  const about = { to: [inviteeId], subjectId: null, key: `event:${id}` };
  await notify(tx, [notice(invitationReceived, { teamName, role }, about)], at);
}

/** Tells who invited that the person has joined. */
export async function tellInviter(tx: TeamTransaction, { id, subjectId, at }: Happened): Promise<void> {
  const people = await findPeopleOfInvitation(tx, subjectId);
  if (people === null || people.inviterId === null || people.joinedName === null) return;
  const { joinedName: displayName, role, inviterId } = people;
  const about = { to: [inviterId], subjectId, key: `event:${id}` };
  await notify(tx, [notice(invitationAccepted, { displayName, role }, about)], at);
}
