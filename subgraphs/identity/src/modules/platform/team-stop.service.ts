import { invalidField, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { resumeTeam, suspendTeam } from '../teams/suspension.service.js';
import type { TeamStop } from './platform-input.js';
import type { PlatformTeamRow } from './platform.repository.js';
import { inTeam, noTeam, requirePlatformAdmin, teamFromOutside } from './platform.service.js';

type SuspendResult =
  { readonly __typename: 'SuspendTeamSuccess'; readonly team: PlatformTeamRow } | InvalidInput | NotFound;
type ResumeResult = { readonly __typename: 'ResumeTeamSuccess'; readonly team: PlatformTeamRow } | NotFound;

const ownTeam = invalidField('teamId', 'You are in this team, and could not let it go on. Ask another super-admin.');

/** Suspends a team. One that is suspended already stays so, and keeps its reason. */
export async function suspendFromOutside(context: Context, { teamId, reason }: TeamStop): Promise<SuspendResult> {
  const byAccountId = await requirePlatformAdmin(context);
  if ('teamId' in context.actor && context.actor.teamId === teamId) return ownTeam;
  if ((await teamFromOutside(context, teamId)) === null) return noTeam;
  await suspendTeam(inTeam(context, teamId), { teamId, reason, at: context.now(), byAccountId });
  const team = await teamFromOutside(context, teamId);
  return team === null ? noTeam : { __typename: 'SuspendTeamSuccess', team };
}

/** Lets a suspended team go on. One that is not suspended stays as it is. */
export async function resumeFromOutside(context: Context, { teamId, reason }: TeamStop): Promise<ResumeResult> {
  const byAccountId = await requirePlatformAdmin(context);
  if ((await teamFromOutside(context, teamId)) === null) return noTeam;
  await resumeTeam(inTeam(context, teamId), { teamId, reason, byAccountId });
  const team = await teamFromOutside(context, teamId);
  return team === null ? noTeam : { __typename: 'ResumeTeamSuccess', team };
}
