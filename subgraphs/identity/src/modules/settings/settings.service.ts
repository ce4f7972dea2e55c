import type { Team } from '@hub/prisma/client';
import { requireTeam } from '@hub/runtime/auth';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import { changesBetween, recordEvent, teamSettingsChanged } from '@hub/runtime/events';
import { conflictWith, type Conflict } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import type { Context } from '../../context.js';
import { requireCurrentTeam } from '../teams/team.service.js';
import * as rows from './setting.repository.js';
import { settingFields, settingsOf, type TeamSettings } from './settings.js';
import type { UpdateTeamSettings } from './settings-input.js';

type SettingsConflict = Conflict<'TeamSettingsConflict', TeamSettings>;
type UpdateResult = { readonly __typename: 'UpdateTeamSettingsSuccess'; readonly team: Team } | SettingsConflict;

/** How the team works. */
export function teamSettings({ database }: RequestScope): Promise<TeamSettings> {
  return database.read(settingsIn);
}

/** How the team of the transaction works. */
export async function settingsIn(db: ReadClient | TeamTransaction): Promise<TeamSettings> {
  return settingsOf(await rows.findSettings(db));
}

/** Changes how the team works, if its settings still have the version that the change was made on. */
export async function updateTeamSettings(context: Context, input: UpdateTeamSettings): Promise<UpdateResult> {
  const teamId = requireTeam(context.actor, 'Only a team has settings.');
  const refused = await context.database.write((tx) => change(tx, teamId, input));
  return refused ?? { __typename: 'UpdateTeamSettingsSuccess', team: await requireCurrentTeam(context) };
}

/** Null when it is done. */
async function change(
  tx: TeamTransaction,
  teamId: string,
  { expectedVersion, ...sent }: UpdateTeamSettings,
): Promise<SettingsConflict | null> {
  const row = await rows.lockSettings(tx);
  const before = settingsOf(row);
  if (before.version !== expectedVersion) return conflict(before);
  const { version: _version, ...after } = { ...before, ...sent };
  const changes = changesBetween(settingFields, before, after);
  if (changes.length === 0) return null;
  const version = before.version + 1;
  // Two first changes at once: there is no row yet that the second could have waited for.
  if (row === null && !(await rows.insertSettings(tx, { ...after, teamId }))) return conflict(await settingsIn(tx));
  if (row !== null) await rows.changeSettings(tx, teamId, { ...after, version });
  await recordEvent(tx, teamSettingsChanged, { subjectId: teamId, body: { version, changes } });
  return null;
}

function conflict(current: TeamSettings): SettingsConflict {
  return conflictWith('TeamSettingsConflict', 'set of settings', current);
}
