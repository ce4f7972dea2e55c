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
import type { TeamDatabase, TeamTransaction } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import type { Context } from '../../context.js';
import { beginSession } from './recorded-sessions.js';
import { firstRefreshToken } from './refresh-token.js';
import * as sessions from './session.repository.js';

const sessionDays = 30;
const userAgentLengthMax = 400;

/** What a signed-in program holds. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
}

/** A session that is to begin: its row, and the tokens to hand out once the row is there. */
export interface NewSession {
  readonly subject: AccessTokenSubject;
  readonly refreshHash: Uint8Array<ArrayBuffer>;
  readonly expiresAt: Date;
  readonly client: sessions.SessionClient;
  tokens(): Promise<Tokens>;
}

/** Prepares a session of somebody in a team, of 30 days unless it is to end before. */
export function newSession(context: Context, subject: AccessTokenSubject, until?: Date): NewSession {
  const refresh = firstRefreshToken(subject.teamId, subject.sessionId);
  return {
    subject,
    refreshHash: refresh.hash,
    expiresAt: earlier(new Date(context.now().getTime() + sessionDays * 86_400_000), until),
    client: clientOf(context),
    async tokens() {
      const { sessionId } = subject;
      await context.cache.activity.note({ sessionId, atMs: context.now().getTime(), idleLimitMs: null });
      return tokensOf(context, subject, refresh.text);
    },
  };
}

function earlier(one: Date, other: Date | undefined): Date {
  return other !== undefined && other < one ? other : one;
}

/** Opens a session that another event tells of. */
export async function openSession(
  tx: TeamTransaction,
  { subject, refreshHash, expiresAt, client }: NewSession,
): Promise<void> {
  const { teamId, sessionId: id, accountId } = subject;
  await sessions.createSession(tx, { teamId, id, accountId, refreshHash, expiresAt, ...client });
}

/** Signs somebody in who has proved who they are; null for who is no member of the team. */
export async function signInMember(
  context: Context,
  { teamId, accountId, until }: { teamId: string; accountId: string; until?: Date },
): Promise<Tokens | null> {
  const session = await databaseOf(context, teamId).write(async (tx) => {
    const membership = await sessions.findMembership(tx, accountId, context.now());
    const team = await sessions.findTeam(tx, teamId);
    if (!membership || !team || team.suspendedAt !== null || !(await sessions.isActiveAccount(tx, accountId)))
      return null;
    const [role, plan] = [asRole(membership.role), asPlan(team.plan)];
    const subject = { accountId, teamId, membershipId: membership.id, sessionId: randomUUID(), role, plan };
    const begun = newSession(context, subject, until);
    await beginSession(tx, begun);
    return begun;
  });
  return session === null ? null : session.tokens();
}

/** The database as the product acting for a team, before or after there is a person with a role. */
export function databaseOf(context: Context, teamId: string): TeamDatabase {
  return context.databaseAs({ kind: 'system', name: 'identity:sessions', teamId }, context);
}

/** What is kept of the program that signed in or refreshed. */
export function clientOf({ client }: Context): sessions.SessionClient {
  return { userAgent: client.userAgent?.slice(0, userAgentLengthMax) ?? null, address: client.address };
}

/** An access token beside a refresh token. The token tells which roles of the team the person has at this moment. */
export async function tokensOf(context: Context, subject: AccessTokenSubject, refreshToken: string): Promise<Tokens> {
  const { membershipId } = subject;
  const now = context.now();
  const roles = await databaseOf(context, subject.teamId).read((db) => sessions.findRolesOf(db, { membershipId, now }));
  const grants = { ...roles, projects: new Map() };
  const accessToken = await signAccessToken(context.signingKey, { ...subject, grants }, now);
  return { accessToken, refreshToken, expiresInSeconds: accessTokenLifeSeconds };
}

/** A stored role. @throws HubError for one that nobody knows. */
export function asRole(text: string): Role {
  if (isRole(text)) return text;
  throw new HubError('INTERNAL_SERVER_ERROR', `The database holds an unknown role: ${text}.`);
}

/** A stored plan. @throws HubError for one that nobody knows. */
export function asPlan(text: string): Plan {
  const plan = plans.find((known) => known === text);
  if (plan) return plan;
  throw new HubError('INTERNAL_SERVER_ERROR', `The database holds an unknown plan: ${text}.`);
}
