import type { TeamTransaction } from '@hub/runtime/database';

/** Gives a change of public tenders the next place. */
export async function placeChange(tx: TeamTransaction, number: number): Promise<void> {
  await tx.$executeRaw`
    insert into tenders.change (place, number) values (tenders.next_place(), ${number}::bigint) on conflict (number) do nothing`;
}

/** Gives a change of a team's own tenders the next place. */
export async function placeTeamChange(tx: TeamTransaction, teamId: string | null, number: number): Promise<void> {
  await tx.$executeRaw`
    insert into tenders.team_change (team_id, place, number)
    values (${teamId}::uuid, nextval('tenders.team_change_place'), ${number}::bigint)
    on conflict (team_id, number) do nothing`;
}
