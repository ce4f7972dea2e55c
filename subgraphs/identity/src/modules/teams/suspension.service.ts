import type { TeamDatabase } from '@hub/runtime/database';
import { recordEvent, teamResumed, teamSuspended } from '@hub/runtime/events';
import { resumeTeamRow, suspendTeamRow } from './suspension.repository.js';

/** Which team, and why. */
export interface Suspension {
  readonly teamId: string;
  /** For the log of the team, 1 to 500 characters. */
  readonly reason: string;
  readonly at: Date;
  /** The super-admin who does it; nobody for the owner of the database. */
  readonly byAccountId?: string;
}

/**
 * Suspends a team: from the commit on it signs nobody in, its people write nothing, and its jobs wait. Reads end within a minute.
 * Answers false, and changes nothing, when it is suspended already.
 * @param database - as the product itself, or as whoever may do it, acting for the team.
 */
export function suspendTeam(database: TeamDatabase, { teamId, reason, at, byAccountId }: Suspension): Promise<boolean> {
  return database.write(async (tx) => {
    if (!(await suspendTeamRow(tx, { id: teamId, reason, at }))) return false;
    await recordEvent(tx, teamSuspended, { subjectId: teamId, body: bodyOf(byAccountId), reason });
    return true;
  });
}

/**
 * Ends a suspension. Sessions that have not expired go on; one that a gateway has refused meanwhile stays refused there for the
 * life of a token, and its person signs in again. Answers false when the team is not suspended.
 */
export function resumeTeam(
  database: TeamDatabase,
  { teamId, reason, byAccountId }: Omit<Suspension, 'at'>,
): Promise<boolean> {
  return database.write(async (tx) => {
    if (!(await resumeTeamRow(tx, teamId))) return false;
    await recordEvent(tx, teamResumed, { subjectId: teamId, body: bodyOf(byAccountId), reason });
    return true;
  });
}

function bodyOf(accountId: string | undefined): { accountId?: string } {
  return accountId === undefined ? {} : { accountId };
}
