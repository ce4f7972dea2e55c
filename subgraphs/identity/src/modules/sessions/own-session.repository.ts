import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** A session of the person of the request, in whichever team. */
export interface OwnSession {
  readonly id: string;
  readonly team_id: string;
  readonly slug: string;
  readonly name: string;
  readonly user_agent: string | null;
  readonly address: string | null;
  readonly created_at: Date;
  readonly last_active_at: Date;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
  readonly revoked_reason: string | null;
}

/** A session of the person; null for any other id. */
export async function findOwnSession(db: ReadClient, id: string): Promise<OwnSession | null> {
  const rows = await db.$queryRaw<OwnSession[]>`select * from identity.own_sessions() where id = ${id}::uuid`;
  return rows[0] ?? null;
}

const listedMax = 20;

/** Open sessions of the person at a moment, the one used last first. */
export function findOpenSessions(db: ReadClient, now: Date): Promise<OwnSession[]> {
  return db.$queryRaw<OwnSession[]>`
    select * from identity.own_sessions() where revoked_at is null and expires_at > ${now}
    order by last_active_at desc, id limit ${listedMax}`;
}

/** Ends open sessions of the person: one, or all but one. Answers how many. */
export async function endOwnSessions(
  tx: TeamTransaction,
  { only = null, but = null }: { only?: string | null; but?: string | null },
): Promise<number> {
  const rows = await tx.$queryRaw<
    { ended: bigint }[]
  >`select identity.end_own_sessions(${only}::uuid, ${but}::uuid) as ended`;
  return Number(rows[0]?.ended ?? 0);
}
