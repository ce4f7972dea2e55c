import { authorityJson, type Authority } from '@hub/runtime/auth';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** The row that a sign-in is about. */
export interface SignInRow {
  readonly account_id: string;
  readonly password_hash: string | null;
  readonly team_id: string;
  readonly membership_id: string;
  readonly role: string;
  readonly plan: string;
}

/** The one membership that an e-mail address or user name and a team name, across all teams; without a team that of the default one. */
export async function findSignIn(db: ReadClient, email: string, team: string | null): Promise<SignInRow | null> {
  const rows = await db.$queryRaw<SignInRow[]>`
    select * from identity.find_sign_in(${email}, coalesce(identity.slug_of_domain(${team}), ${team}))`;
  return rows[0] ?? null;
}

/** The program that uses a session, as far as it says. */
export interface SessionClient {
  readonly userAgent: string | null;
  readonly address: string | null;
}

/** A session of the current team. */
export function findSession(tx: TeamTransaction, id: string) {
  return tx.session.findFirst({ where: { id } });
}

export function createSession(
  tx: TeamTransaction,
  session: {
    teamId: string;
    id: string;
    accountId: string;
    refreshHash: Uint8Array<ArrayBuffer>;
    expiresAt: Date;
  } & SessionClient,
) {
  // createMany, because create reads the row back with every column, and defaults are not ours to read.
  return tx.session.createMany({ data: [session] });
}

/** Replaces the refresh hash if it is still the one given. Answers whether it was. */
export async function rotateRefreshHash(
  tx: TeamTransaction,
  change: { id: string; from: Uint8Array<ArrayBuffer>; to: Uint8Array<ArrayBuffer>; at: Date } & SessionClient,
): Promise<boolean> {
  const { id, from, to, at, userAgent, address } = change;
  const { count } = await tx.session.updateMany({
    where: { id, refreshHash: from, revokedAt: null, expiresAt: { gt: at } },
    data: { refreshHash: to, previousRefreshHash: from, refreshedAt: at, userAgent, address },
  });
  return count === 1;
}

/** Why a session ended before its time. */
export type SessionEnd =
  'signed_out' | 'refresh_reused' | 'membership_ended' | 'account_deactivated' | 'password_changed' | 'timeout';

/** Ends a session that has not ended. Answers whether it had not. */
export async function revokeSession(
  tx: TeamTransaction,
  end: { id: string; reason: SessionEnd; at: Date },
): Promise<boolean> {
  const { count } = await tx.session.updateMany({
    where: { id: end.id, revokedAt: null },
    data: { revokedAt: end.at, revokedReason: end.reason },
  });
  return count === 1;
}

/** The membership of an account in the current team, when it has not expired. */
export function findMembership(tx: TeamTransaction, accountId: string, now: Date) {
  return tx.membership.findFirst({
    where: { accountId, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  });
}

export function findTeam(tx: TeamTransaction, id: string) {
  return tx.team.findFirst({ where: { id } });
}

export async function isActiveAccount(tx: TeamTransaction, id: string): Promise<boolean> {
  return (await tx.account.findFirst({ where: { id, isActive: true }, select: { id: true } })) !== null;
}

/** What the current account may do in the current team, whether this session of it is open, and the team's idle limit; null without a membership. */
export async function findAuthority(
  db: ReadClient,
  sessionId: string,
): Promise<{ isSessionOpen: boolean; authority: Authority; idleMinutes: number | null } | null> {
  const [row] = await db.$queryRaw<{ is_session_open: boolean; idle_minutes: number | null }[]>`
    select role, is_session_open, version, grants, platform,
      (select t.session_idle_minutes from identity.team t where t.id = app.current_team_id()) as idle_minutes
    from identity.authority(${sessionId}::uuid)`;
  if (row === undefined) return null;
  return { isSessionOpen: row.is_session_open, authority: authorityJson.parse(row), idleMinutes: row.idle_minutes };
}

/** Which roles of the team a member has at a moment, and the version of the team's permissions: what a token tells of them. */
export async function findRolesOf(
  db: ReadClient,
  { membershipId, now }: { membershipId: string; now: Date },
): Promise<{ roleIds: string[]; version: number }> {
  const rows = await db.$queryRaw<{ role_ids: string[]; version: bigint | null }[]>`
    select array(
        select distinct a.role_id from identity.role_assignment a
        where a.membership_id = ${membershipId}::uuid and (a.expires_at is null or a.expires_at > ${now})) as role_ids,
      (select version from identity.permission_version) as version`;
  return { roleIds: rows[0]?.role_ids ?? [], version: Number(rows[0]?.version ?? 0) };
}
