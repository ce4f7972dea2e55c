import type { TeamTransaction } from '@hub/runtime/database';

/** Gives a change of public tenders the next place. Tenders that are not named are looked for by the database. */
export async function placeChange(
  tx: TeamTransaction,
  { number, tenderIds }: { number: number; tenderIds: readonly string[] },
): Promise<void> {
  const named = tenderIds.length === 0 ? null : tenderIds;
  await tx.$executeRaw`select tenders.place_change(${number}::bigint, ${named}::uuid[])`;
}

/** Gives a change of a team's own tenders the next place. */
export async function placeTeamChange(tx: TeamTransaction, teamId: string | null, number: number): Promise<void> {
  await tx.$executeRaw`
    insert into tenders.team_change (team_id, place, number)
    values (${teamId}::uuid, nextval('tenders.team_change_place'), ${number}::bigint)
    on conflict (team_id, number) do nothing`;
}
