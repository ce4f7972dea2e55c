import type { TeamTransaction } from './team-database.js';

/**
 * Lets the statements that follow in an open transaction of the product itself act for a team; null for none. For readers
 * of events alone, which go through the rows of many teams in one transaction.
 */
export async function actForTeam(tx: TeamTransaction, teamId: string | null): Promise<void> {
  await tx.$queryRaw`select set_config('app.team_id', ${teamId ?? ''}, true) as team`;
}
