import type { Team } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { HubError } from '@hub/runtime/errors';
import { changesBetween, recordEvent, teamUpdated } from '@hub/runtime/events';
import { conflictWith, type Conflict } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import type { UpdateTeam } from './team-input.js';
import * as teams from './team.repository.js';

type UpdateResult = { readonly __typename: 'UpdateTeamSuccess'; readonly team: Team } | Conflict<'TeamConflict', Team>;

const fields = ['name', 'timeZone', 'sessionIdleMinutes'] as const;

/** Changes the settings of the team, if it still has the version that the change was made on. */
export async function updateTeam(context: Context, { expectedVersion, ...sent }: UpdateTeam): Promise<UpdateResult> {
  const teamId = requireTeam(context.actor, 'Only a team has a name.');
  const result = await context.database.write(async (tx): Promise<UpdateResult> => {
    const current = await teams.lockTeam(tx, teamId);
    if (current === null) throw new HubError('MEMBERSHIP_ENDED', 'This team no longer exists. Sign in again.');
    if (current.version !== expectedVersion) return conflictWith('TeamConflict', 'team', current);
    const { name, timeZone, sessionIdleMinutes } = { ...current, ...sent };
    const settings = { name, timeZone, sessionIdleMinutes };
    const changes = changesBetween(fields, current, settings);
    if (changes.length === 0) return { __typename: 'UpdateTeamSuccess', team: current };
    const version = current.version + 1;
    await teams.changeTeam(tx, teamId, { ...settings, version, updatedByMembershipId: membershipOf(context.actor) });
    await recordEvent(tx, teamUpdated, { subjectId: teamId, body: { version, changes } });
    return { __typename: 'UpdateTeamSuccess', team: (await teams.findTeamById(tx, teamId)) ?? current };
  });
  context.loaders.team.clear(teamId);
  return result;
}
