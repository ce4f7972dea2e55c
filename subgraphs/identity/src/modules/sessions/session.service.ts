import { randomUUID } from 'node:crypto';
import {
  accessTokenLifeSeconds,
  isRole,
  plans,
  signAccessToken,
  type AccessTokenSubject,
  type Plan,
  type Role,
} from '@hub/runtime/auth';
import type { TeamDatabase } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import type { Context } from '../../context.js';
import { passwordFits } from './password.js';
import { newRefreshToken, readRefreshToken } from './refresh-token.js';
import * as sessions from './session.repository.js';

const sessionDays = 30;
// Two devices' worth of network may deliver one refresh twice; within this time that is no theft.
const reuseGraceMs = 10_000;

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
}

export type SignInOutcome =
  | { readonly kind: 'tokens'; readonly tokens: Tokens }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number };

export type RefreshOutcome = { readonly kind: 'tokens'; readonly tokens: Tokens } | { readonly kind: 'ended' };

/** Signs a person in to one team. A wrong team, e-mail or password gives the same answer in the same time. */
export async function signIn(
  context: Context,
  input: { team: string; email: string; password: string },
): Promise<SignInOutcome> {
  const email = input.email.trim().toLowerCase();
  const team = input.team.trim().toLowerCase();
  const account = `${team}/${email}`;
  const wait = await context.signInThrottle.waitSeconds(context.cache, account, context.now());
  if (wait > 0) return { kind: 'throttled', retryAfterSeconds: wait };

  const row = await context.database.readPublic((db) => sessions.findSignIn(db, email, team));
  const fits = await passwordFits(input.password, row?.password_hash ?? null);
  if (row === null || !fits) {
    await context.signInThrottle.failed(context.cache, account, context.now());
    return { kind: 'invalid' };
  }
  const subject: AccessTokenSubject = {
    accountId: row.account_id,
    teamId: row.team_id,
    membershipId: row.membership_id,
    sessionId: randomUUID(),
    role: asRole(row.role),
    plan: asPlan(row.plan),
  };
  const refresh = newRefreshToken(subject.teamId, subject.sessionId);
  await databaseOf(context, subject.teamId).write((tx) =>
    sessions.createSession(tx, {
      teamId: subject.teamId,
      id: subject.sessionId,
      accountId: subject.accountId,
      refreshHash: refresh.hash,
      expiresAt: new Date(context.now().getTime() + sessionDays * 86_400_000),
    }),
  );
  return { kind: 'tokens', tokens: await tokensOf(context, subject, refresh.text) };
}

/** Exchanges a refresh token. One that was exchanged before ends the whole session: it was stolen. */
export async function refreshSession(context: Context, refreshToken: string): Promise<RefreshOutcome> {
  const presented = readRefreshToken(refreshToken);
  if (presented === null) return { kind: 'ended' };
  const now = context.now();
  const next = newRefreshToken(presented.teamId, presented.sessionId);

  const subject = await databaseOf(context, presented.teamId).write(async (tx): Promise<AccessTokenSubject | null> => {
    const session = await sessions.findSession(tx, presented.sessionId);
    if (!session || session.revokedAt || session.expiresAt <= now) return null;
    const rotated = await sessions.rotateRefreshHash(tx, {
      id: session.id,
      from: presented.hash,
      to: next.hash,
      at: now,
    });
    if (!rotated) {
      const isPrevious =
        session.previousRefreshHash !== null && Buffer.compare(session.previousRefreshHash, presented.hash) === 0;
      const isTheft = isPrevious && now.getTime() - session.refreshedAt.getTime() > reuseGraceMs;
      if (isTheft) await sessions.revokeSession(tx, { id: session.id, reason: 'refresh_reused', at: now });
      return null;
    }
    const membership = await sessions.findMembership(tx, session.accountId, now);
    const team = await sessions.findTeam(tx, presented.teamId);
    if (!membership || !team) {
      await sessions.revokeSession(tx, { id: session.id, reason: 'membership_ended', at: now });
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
  });
  if (subject === null) return { kind: 'ended' };
  return { kind: 'tokens', tokens: await tokensOf(context, subject, next.text) };
}

/** Ends the session of the access token in use. Answers false when it had ended before. */
export async function signOut(context: Context): Promise<boolean> {
  const { actor } = context;
  if (actor.kind !== 'user') return false;
  const end = { id: actor.sessionId, reason: 'signed_out', at: context.now() } as const;
  return databaseOf(context, actor.teamId).write((tx) => sessions.revokeSession(tx, end));
}

async function tokensOf(context: Context, subject: AccessTokenSubject, refreshToken: string): Promise<Tokens> {
  const accessToken = await signAccessToken(context.signingKey, subject, context.now());
  return { accessToken, refreshToken, expiresInSeconds: accessTokenLifeSeconds };
}

// Signing in and out is the product acting for a team, before or after there is a person with a role.
function databaseOf(context: Context, teamId: string): TeamDatabase {
  return context.databaseAs({ kind: 'system', name: 'identity:sessions', teamId });
}

function asRole(text: string): Role {
  if (isRole(text)) return text;
  throw new HubError('INTERNAL_SERVER_ERROR', `The database holds an unknown role: ${text}.`);
}

function asPlan(text: string): Plan {
  const plan = plans.find((known) => known === text);
  if (plan) return plan;
  throw new HubError('INTERNAL_SERVER_ERROR', `The database holds an unknown plan: ${text}.`);
}
