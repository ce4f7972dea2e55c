import { Prisma } from '@hub/prisma/client';
import { currentReach } from './reach.js';

/**
 * The team that the statement being made acts for, as a value beside row-level security's own condition: statistics know how many rows a team
 * has, and nothing of what a function will answer, so that the planner would read a large team as it reads an average one. Of the
 * product itself, which goes through many teams, only the transaction knows.
 */
export function currentTeam(): Prisma.Sql {
  const { teamId } = currentReach();
  return teamId === null ? Prisma.sql`(select app.current_team_id())` : Prisma.sql`${teamId}::uuid`;
}

/** {@link currentTeam} as a condition of Prisma. */
export function ofCurrentTeam(): { readonly teamId?: string } {
  const { teamId } = currentReach();
  return teamId === null ? {} : { teamId };
}
