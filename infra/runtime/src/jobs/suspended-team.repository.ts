import type { TeamDatabase } from '../database/team-database.js';

/** Whether the team that a job works for is suspended. */
export async function isTeamSuspended(database: TeamDatabase): Promise<boolean> {
  const rows = await database.read(
    (db) => db.$queryRaw<{ is_suspended: boolean }[]>`select identity.is_suspended() as is_suspended`,
  );
  return rows[0]?.is_suspended ?? false;
}
