import type { TeamDomain } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

export function findDomain(db: ReadClient | TeamTransaction): Promise<TeamDomain | null> {
  return db.teamDomain.findFirst();
}

/** The domain of the team, which nobody else changes until the transaction ends. */
export async function lockDomain(tx: TeamTransaction): Promise<TeamDomain | null> {
  await tx.$queryRaw`select from identity.team_domain for update`;
  return findDomain(tx);
}

/** Puts an unproved domain in the place of whatever the team had. */
export async function putDomain(
  tx: TeamTransaction,
  { teamId, domain, token }: Pick<TeamDomain, 'teamId' | 'domain' | 'token'>,
): Promise<void> {
  await tx.$executeRaw`
    insert into identity.team_domain (team_id, domain, token) values (${teamId}::uuid, ${domain}, ${token})
    on conflict (team_id) do update set domain = excluded.domain, token = excluded.token, verified_at = null, missing_since = null`;
}

/** Notes that a domain which the transaction has locked was proved. */
export async function noteProof(tx: TeamTransaction, teamId: string, verifiedAt: Date): Promise<void> {
  await tx.teamDomain.updateMany({ where: { teamId }, data: { verifiedAt, missingSince: null } });
}

export async function deleteDomain(tx: TeamTransaction, teamId: string): Promise<void> {
  await tx.teamDomain.deleteMany({ where: { teamId } });
}
