import type { Team } from '@hub/prisma/client';
import type { TeamTransaction } from '@hub/runtime/database';
import { changesBetween, recordEvent, teamComplianceSet, teamSubscriptionSet } from '@hub/runtime/events';
import type { NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { lockTeam } from '../teams/team.repository.js';
import type { SetTeamCompliance, SetTeamSubscription } from './platform-input.js';
import * as platform from './platform.repository.js';
import { inTeam, noTeam, requirePlatformAdmin, teamFromOutside } from './platform.service.js';

type SubscriptionResult =
  { readonly __typename: 'SetTeamSubscriptionSuccess'; readonly team: platform.PlatformTeamRow } | NotFound;
type ComplianceResult =
  { readonly __typename: 'SetTeamComplianceSuccess'; readonly team: platform.PlatformTeamRow } | NotFound;

const fields = ['plan', 'subscriptionStatus', 'subscriptionExpiresAt'] as const;

/** Changes plan and subscription of a team. Limits follow with the next transaction, access tokens with their next refresh. */
export async function setTeamSubscription(
  context: Context,
  { teamId, reason, plan, status, expiresAt }: SetTeamSubscription,
): Promise<SubscriptionResult> {
  const accountId = await requirePlatformAdmin(context);
  const sent = {
    ...(plan !== undefined && { plan }),
    ...(status !== undefined && { subscriptionStatus: status }),
    ...(expiresAt !== undefined && { subscriptionExpiresAt: expiresAt }),
  };
  const team = await changed(context, teamId, async (tx, before) => {
    const { plan: planNow, subscriptionStatus, subscriptionExpiresAt } = { ...before, ...sent };
    const after = { plan: planNow, subscriptionStatus, subscriptionExpiresAt };
    const changes = changesBetween(fields, before, after);
    if (changes.length === 0) return;
    await platform.changeSubscription(tx, teamId, after);
    await recordEvent(tx, teamSubscriptionSet, { subjectId: teamId, body: { accountId, changes }, reason });
  });
  return team === null ? noTeam : { __typename: 'SetTeamSubscriptionSuccess', team };
}

/** Says that a team was found to comply, or takes it back. One that was found to before keeps its time. */
export async function setTeamCompliance(
  context: Context,
  { teamId, isVerified, reason }: SetTeamCompliance,
): Promise<ComplianceResult> {
  const accountId = await requirePlatformAdmin(context);
  const team = await changed(context, teamId, async (tx, { complianceVerifiedAt }) => {
    if ((complianceVerifiedAt !== null) === isVerified) return;
    await platform.changeCompliance(tx, teamId, isVerified ? context.now() : null);
    await recordEvent(tx, teamComplianceSet, { subjectId: teamId, body: { accountId, isVerified }, reason });
  });
  return team === null ? noTeam : { __typename: 'SetTeamComplianceSuccess', team };
}

/** The team as it is after a change in one transaction of its own; null when there is none. */
async function changed(
  context: Context,
  teamId: string,
  change: (tx: TeamTransaction, before: Team) => Promise<void>,
): Promise<platform.PlatformTeamRow | null> {
  if ((await teamFromOutside(context, teamId)) === null) return null;
  await inTeam(context, teamId).write(async (tx) => {
    const before = await lockTeam(tx, teamId);
    if (before !== null) await change(tx, before);
  });
  return teamFromOutside(context, teamId);
}
