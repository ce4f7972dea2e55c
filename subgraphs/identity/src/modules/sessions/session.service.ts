import { randomUUID } from 'node:crypto';
import type { Session } from '@hub/prisma/client';
import type { AccessTokenSubject, Authority } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import type { RequestScope } from '@hub/runtime/service';
import type { Context } from '../../context.js';
import { asPlan, asRole, clientOf, databaseOf, newSession, tokensOf, type Tokens } from './new-session.service.js';
import { passwordFits } from './password.js';
import { goesOn, idleLimitMs, isIdle, type SessionRules } from './idle-session.service.js';
import { isAncestor, readRefreshToken, successorOf, type RefreshToken } from './refresh-token.js';
import { beginSession, endSession, noteRefresh, revoke } from './recorded-sessions.js';
import type { RefreshSession, SignIn } from './session-input.js';
import * as sessions from './session.repository.js';
import { tooManyAttempts, type TooManyAttempts } from './too-many-attempts.js';

// Two tabs, or a network that lost the answer, may send one token twice; within this time that is no theft.
const repeatMs = 30_000;

type SignInResult =
  | { readonly __typename: 'SignInSuccess'; readonly tokens: Tokens }
  | {
      readonly __typename: 'InvalidCredentials';
      readonly code: 'INVALID_CREDENTIALS';
      readonly path: null;
      readonly message: string;
    }
  | TooManyAttempts;

type RefreshResult =
  | { readonly __typename: 'RefreshSessionSuccess'; readonly tokens: Tokens }
  | {
      readonly __typename: 'SessionEnded';
      readonly code: 'SESSION_ENDED';
      readonly path: null;
      readonly message: string;
    };

/** `LEFT`: the person is no member of the team any more. */
export type SessionState =
  { readonly state: 'OPEN'; readonly authority: Authority } | { readonly state: 'ENDED' | 'LEFT' };

/** Signs a person in to one team. A wrong team, e-mail or password gives the same answer in the same time. */
export async function signIn(context: Context, input: SignIn): Promise<SignInResult> {
  const email = input.email.trim().toLowerCase();
  const team = input.team?.trim().toLowerCase() ?? null;
  const account = `${team ?? ''}/${email}`;
  const wait = await context.signInThrottle.waitSeconds(context.cache, account, context.now());
  if (wait > 0) return tooManyAttempts('Too many sign-ins were tried.', wait);

  const row = await context.database.readPublic((db) => sessions.findSignIn(db, email, team));
  const fits = await passwordFits(input.password, row?.password_hash ?? null);
  if (row === null || !fits) {
    await context.signInThrottle.count(context.cache, account, context.now());
    const message = 'Team, e-mail and password do not fit together.';
    return { __typename: 'InvalidCredentials', code: 'INVALID_CREDENTIALS', path: null, message };
  }
  const subject: AccessTokenSubject = {
    accountId: row.account_id,
    teamId: row.team_id,
    membershipId: row.membership_id,
    sessionId: randomUUID(),
    role: asRole(row.role),
    plan: asPlan(row.plan),
  };
  const session = newSession(context, subject);
  await databaseOf(context, subject.teamId).write((tx) => beginSession(tx, session));
  return { __typename: 'SignInSuccess', tokens: await session.tokens() };
}

/**
 * Exchanges a refresh token. Exchanged twice at the same moment it gives the same tokens twice. One that comes back later
 * ends the whole session: it was stolen.
 */
export async function refreshSession(context: Context, { refreshToken }: RefreshSession): Promise<RefreshResult> {
  const presented = readRefreshToken(refreshToken);
  if (presented === null) return ended;
  const now = context.now();
  const next = successorOf(presented, context.refreshSecret);
  const lastUseMs = await context.cache.activity.lastUse(presented.sessionId);

  const subject = await databaseOf(context, presented.teamId).write(async (tx): Promise<AccessTokenSubject | null> => {
    // Asked first, so that the token is still good when the team goes on.
    const team = await sessions.findTeam(tx, presented.teamId);
    if (team?.suspendedAt) return null;
    const rotation = { id: presented.sessionId, from: presented.hash, to: next.hash, at: now };
    const isRotated = await sessions.rotateRefreshHash(tx, { ...rotation, ...clientOf(context) });
    // Read after the attempt: whoever else exchanged the token at this moment has done so by now.
    const session = await sessions.findSession(tx, presented.sessionId);
    if (!session || session.revokedAt || session.expiresAt <= now) return null;
    if (!isRotated && !isRepeated({ session, next, now })) {
      if (isTheft({ session, presented, now, secret: context.refreshSecret })) {
        await revoke(tx, session, { reason: 'refresh_reused', at: now });
      }
      return null;
    }
    const limitMs = idleLimitMs(team?.sessionIdleMinutes ?? null, context.idleMinutes);
    if (isIdle(lastUseMs, limitMs, now)) {
      await revoke(tx, session, { reason: 'timeout', at: now });
      return null;
    }
    const found = await subjectOf(tx, session, now);
    if (found !== null && isRotated) await noteRefresh(tx, session);
    return found;
  });
  if (subject === null) return ended;
  return { __typename: 'RefreshSessionSuccess', tokens: await tokensOf(context, subject, next.text) };
}

const ended: RefreshResult = {
  __typename: 'SessionEnded',
  code: 'SESSION_ENDED',
  path: null,
  message: 'This session is over. Sign in again.',
};

/** The token was exchanged a moment ago for the one it would be exchanged for now. */
function isRepeated({ session, next, now }: { session: Session; next: RefreshToken; now: Date }): boolean {
  return isRecent(session, now) && Buffer.compare(session.refreshHash, next.hash) === 0;
}

/** Anyone may make up a token for a session; only its owner and a thief have one that it once had. */
function isTheft(found: { session: Session; presented: RefreshToken; now: Date; secret: Uint8Array }): boolean {
  const { session, presented, now, secret } = found;
  if (isRecent(session, now)) return false;
  const { previousRefreshHash } = session;
  const isPrevious = previousRefreshHash !== null && Buffer.compare(previousRefreshHash, presented.hash) === 0;
  return isPrevious || isAncestor(presented, session.refreshHash, secret);
}

function isRecent({ refreshedAt }: Session, now: Date): boolean {
  return now.getTime() - refreshedAt.getTime() <= repeatMs;
}

/** Whom the session is of; null, and the session ends, when they may not be in the team any more. */
async function subjectOf(tx: TeamTransaction, session: Session, now: Date): Promise<AccessTokenSubject | null> {
  const membership = await sessions.findMembership(tx, session.accountId, now);
  const team = await sessions.findTeam(tx, session.teamId);
  if (!membership || !team) {
    await revoke(tx, session, { reason: 'membership_ended', at: now });
    return null;
  }
  if (!(await sessions.isActiveAccount(tx, session.accountId))) {
    await revoke(tx, session, { reason: 'account_deactivated', at: now });
    return null;
  }
  return {
    accountId: session.accountId,
    teamId: team.id,
    membershipId: membership.id,
    sessionId: session.id,
    role: asRole(membership.role),
    plan: asPlan(team.plan),
  };
}

/** Ends the session of the access token in use. Answers false when it had ended before. */
export async function signOut(context: Context): Promise<boolean> {
  const { actor } = context;
  if (actor.kind !== 'user') return false;
  const { accountId, sessionId: id } = actor;
  return databaseOf(context, actor.teamId).write((tx) => endSession(tx, { id, accountId }, context.now()));
}

/** How the session of the actor stands and what they may do, for the gateway: an access token outlives what it says. */
export async function sessionState(scope: RequestScope, rules: SessionRules): Promise<SessionState> {
  const { actor, database } = scope;
  if (actor.kind !== 'user' && actor.kind !== 'superAdmin') return { state: 'ENDED' };
  const found = await database.read((db) => sessions.findAuthority(db, actor.sessionId));
  if (found === null) return { state: 'LEFT' };
  if (!found.isSessionOpen) return { state: 'ENDED' };
  const teamMinutes = found.idleMinutes;
  if (actor.kind === 'user' && !(await goesOn(scope, actor, { teamMinutes, rules }))) return { state: 'ENDED' };
  return { state: 'OPEN', authority: found.authority };
}
