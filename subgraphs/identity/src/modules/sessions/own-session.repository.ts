import type { ReadClient } from '@hub/runtime/database';

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
