import type { TeamDomain } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** What a check looks at. */
export type ProvedDomain = Pick<TeamDomain, 'teamId' | 'domain' | 'token' | 'missingSince'>;

/** Queues a job for each team with a proved domain. */
export async function queueDomainChecks(tx: TeamTransaction): Promise<void> {
  await tx.$queryRaw`select identity.queue_domain_checks()`;
}

/** The domain of the team if it is proved. */
export function findProvedDomain(db: ReadClient | TeamTransaction): Promise<ProvedDomain | null> {
  return db.teamDomain.findFirst({
    where: { verifiedAt: { not: null } },
    select: { teamId: true, domain: true, token: true, missingSince: true },
  });
}

/** The same, which nobody else changes until the transaction ends. */
export async function lockProvedDomain(tx: TeamTransaction): Promise<ProvedDomain | null> {
  await tx.$queryRaw`select from identity.team_domain for no key update`;
  return findProvedDomain(tx);
}

/** Notes since when a record is missing; null: it is there. */
export async function noteMissing(tx: TeamTransaction, teamId: string, missingSince: Date | null): Promise<void> {
  await tx.$executeRaw`
    update identity.team_domain set missing_since = ${missingSince}::timestamptz where team_id = ${teamId}::uuid`;
}

/** From now on the domain stands for nobody. */
export async function endProof(tx: TeamTransaction, teamId: string): Promise<void> {
  await tx.$executeRaw`
    update identity.team_domain set verified_at = null, missing_since = null where team_id = ${teamId}::uuid`;
}
