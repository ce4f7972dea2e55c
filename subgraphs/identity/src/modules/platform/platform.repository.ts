import type { PlatformEntry, Team, TeamLimit } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** A team as it is seen from outside. */
export interface PlatformTeamRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly plan: string;
  readonly created_at: Date;
  readonly suspended_at: Date | null;
  readonly subscription_status: string;
  readonly subscription_expires_at: Date | null;
  readonly compliance_verified_at: Date | null;
}

/** Which teams are meant. */
export interface PlatformTeamQuery {
  readonly ids: readonly string[] | null;
  readonly search: string | null;
  readonly afterId: string | null;
  readonly take: number;
}

/** Teams, oldest first. The database answers none to who is no super-admin at that moment. */
export function findPlatformTeams(
  db: ReadClient,
  { ids, search, afterId, take }: PlatformTeamQuery,
): Promise<PlatformTeamRow[]> {
  return db.$queryRaw<PlatformTeamRow[]>`
    select id, slug, name, plan, created_at, suspended_at, subscription_status, subscription_expires_at, compliance_verified_at
    from identity.platform_teams(${ids === null ? null : [...ids]}::uuid[], ${search}, ${afterId}::uuid, ${take}::integer)`;
}

export async function countPlatformTeams(db: ReadClient, search: string | null): Promise<number> {
  const rows = await db.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from identity.platform_teams(null, ${search}, null, null)`;
  return Number(rows[0]?.count ?? 0);
}

/** An entry of the current team. */
export function findEntry(db: ReadClient | TeamTransaction, id: string): Promise<PlatformEntry | null> {
  return db.platformEntry.findFirst({ where: { id } });
}

export function findEntriesByIds(db: ReadClient, ids: readonly string[]): Promise<PlatformEntry[]> {
  return db.platformEntry.findMany({ where: { id: { in: [...ids] } } });
}

/** Entries, newest first. */
export function findEntries(
  db: ReadClient,
  { take, afterId }: { take: number; afterId: string | null },
): Promise<PlatformEntry[]> {
  const where = afterId === null ? {} : { id: { lt: afterId } };
  return db.platformEntry.findMany({ where, orderBy: { id: 'desc' }, take });
}

export function countEntries(db: ReadClient): Promise<number> {
  return db.platformEntry.count();
}

export async function insertEntry(tx: TeamTransaction, entry: Omit<PlatformEntry, 'exitedAt'>): Promise<void> {
  await tx.platformEntry.createMany({ data: [entry] });
}

export async function endEntry(tx: TeamTransaction, id: string, exitedAt: Date): Promise<void> {
  await tx.platformEntry.updateMany({ where: { id, exitedAt: null }, data: { exitedAt } });
}

/** The limit that the current team was given instead of its plan's, kept as it is until the transaction ends. */
export async function lockTeamLimit(tx: TeamTransaction, subject: string): Promise<Pick<TeamLimit, 'max'> | null> {
  const rows = await tx.$queryRaw<Pick<TeamLimit, 'max'>[]>`
    select max from identity.team_limit where subject = ${subject} for update`;
  return rows[0] ?? null;
}

export async function putTeamLimit(tx: TeamTransaction, limit: Omit<TeamLimit, 'createdAt'>): Promise<void> {
  const { teamId, subject, max, reason } = limit;
  await tx.$executeRaw`
    insert into identity.team_limit (team_id, subject, max, reason) values (${teamId}::uuid, ${subject}, ${max}::integer, ${reason})
    on conflict (team_id, subject) do update set max = excluded.max, reason = excluded.reason`;
}

export async function deleteTeamLimit(tx: TeamTransaction, subject: string): Promise<void> {
  await tx.teamLimit.deleteMany({ where: { subject } });
}

/** Changes the plan and the subscription of the current team, which the transaction has locked. */
export async function changeSubscription(
  tx: TeamTransaction,
  id: string,
  data: Pick<Team, 'plan' | 'subscriptionStatus' | 'subscriptionExpiresAt'>,
): Promise<void> {
  await tx.team.updateMany({ where: { id }, data });
}

/** Notes since when the current team, which the transaction has locked, is known to comply; null for not at all. */
export async function changeCompliance(
  tx: TeamTransaction,
  id: string,
  complianceVerifiedAt: Date | null,
): Promise<void> {
  await tx.team.updateMany({ where: { id }, data: { complianceVerifiedAt } });
}
