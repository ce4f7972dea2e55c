import type { Session } from '@hub/prisma/client';
import type { AccessTokenSubject } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { recordEvent, sessionRefreshed, sessionRevoked, signedIn, signedOut } from '@hub/runtime/events';
import * as sessions from './session.repository.js';

// Sessions begin and end as the product's own work, so each event names the account. Tokens and their hashes are not told.

type Named = Pick<Session, 'id' | 'accountId'>;

/** Opens the session that an access token is to name. */
export async function beginSession(
  tx: TeamTransaction,
  session: {
    subject: AccessTokenSubject;
    refreshHash: Uint8Array<ArrayBuffer>;
    expiresAt: Date;
    client: sessions.SessionClient;
  },
): Promise<void> {
  const { subject, refreshHash, expiresAt, client } = session;
  const { accountId, membershipId, role, sessionId: id, teamId } = subject;
  await sessions.createSession(tx, { teamId, id, accountId, refreshHash, ...client, expiresAt });
  const body = { accountId, membershipId, role, expiresAt: expiresAt.toISOString() };
  await recordEvent(tx, signedIn, { subjectId: id, body, persons: [accountId] });
}

/** Notes that a session was continued. */
export async function noteRefresh(tx: TeamTransaction, session: Named): Promise<void> {
  await recordEvent(tx, sessionRefreshed, eventOf(session));
}

/** Ends a session for its person. Answers false when it had ended before. */
export async function endSession(tx: TeamTransaction, session: Named, at: Date): Promise<boolean> {
  if (!(await sessions.revokeSession(tx, { id: session.id, reason: 'signed_out', at }))) return false;
  await recordEvent(tx, signedOut, eventOf(session));
  return true;
}

/** Ends a session that its person did not end. */
export async function revoke(
  tx: TeamTransaction,
  session: Named,
  { reason, at }: { reason: Exclude<sessions.SessionEnd, 'signed_out' | 'password_changed'>; at: Date },
): Promise<void> {
  if (!(await sessions.revokeSession(tx, { id: session.id, reason, at }))) return;
  const { body, ...event } = eventOf(session);
  await recordEvent(tx, sessionRevoked, { ...event, body: { ...body, reason } });
}

function eventOf({ id, accountId }: Named) {
  return { subjectId: id, body: { accountId }, persons: [accountId] };
}
