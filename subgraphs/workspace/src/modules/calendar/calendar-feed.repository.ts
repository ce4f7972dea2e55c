import type { CalendarFeed } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

export function findFeed(db: ReadClient | TeamTransaction, membershipId: string): Promise<CalendarFeed | null> {
  return db.calendarFeed.findFirst({ where: { membershipId } });
}

/** Whose address a token is; null for one that was revoked, and for who could not sign in at this moment. */
export async function findReader(
  db: ReadClient,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<{ membershipId: string; team: string } | null> {
  const rows = await db.$queryRaw<{ membershipId: string; team: string }[]>`
    select f.membership_id as "membershipId", t.time_zone as team
    from workspace.calendar_feed f join identity.team t on t.id = f.team_id
    where f.team_id = (select app.current_team_id()) and f.token_hash = ${tokenHash}
      and identity.is_member_now(f.membership_id)`;
  return rows[0] ?? null;
}

/** Puts an address in the place of the one before. */
export async function replaceFeed(
  tx: TeamTransaction,
  data: { readonly teamId: string; readonly membershipId: string; readonly tokenHash: Uint8Array<ArrayBuffer> },
): Promise<CalendarFeed> {
  await deleteFeed(tx, data.membershipId);
  const [feed] = await tx.calendarFeed.createManyAndReturn({ data: [data] });
  if (feed === undefined) throw new Error('The database added no calendar.');
  return feed;
}

export async function deleteFeed(tx: TeamTransaction, membershipId: string): Promise<void> {
  await tx.calendarFeed.deleteMany({ where: { membershipId } });
}
