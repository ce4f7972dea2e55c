import { HubError } from '@hub/runtime/errors';
import { defaultTeamSet, recordEvent } from '@hub/runtime/events';
import { notFound, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { signInMember, type Tokens } from '../sessions/new-session.service.js';
import { findOwnSession } from '../sessions/own-session.repository.js';
import { isOver } from './member-status.js';
import type { OwnTeam } from './membership-input.js';
import { findOwnMemberships, setDefault } from './membership.repository.js';

type SwitchResult = { readonly __typename: 'SwitchTeamSuccess'; readonly tokens: Tokens } | NotFound;
type DefaultResult = { readonly __typename: 'SetDefaultMembershipSuccess'; readonly defaultTeam: string } | NotFound;

const unknown = notFound('You are in no team with this short name.', 'team');

/** Teams that the person is in. */
export function ownMemberships({ database }: Context) {
  return database.read(findOwnMemberships);
}

/** Begins a session in another team of the person, which ends no later than the one in use: switching prolongs nothing. */
export async function switchTeam(context: Context, { team }: OwnTeam): Promise<SwitchResult> {
  const { actor, database, now } = context;
  if (actor.kind !== 'user') return unknown;
  const session = await database.read((db) => findOwnSession(db, actor.sessionId));
  if (session === null || session.revoked_at !== null || session.expires_at <= now())
    throw new HubError('SESSION_ENDED', 'This session has ended. Sign in again.');
  const target = (await ownMemberships(context)).find(({ slug }) => slug === team);
  if (target === undefined || isOver(target.expires_at, now())) return unknown;
  const { accountId } = actor;
  const tokens = await signInMember(context, { teamId: target.team_id, accountId, until: session.expires_at });
  return tokens === null ? unknown : { __typename: 'SwitchTeamSuccess', tokens };
}

/** Makes a team the one that signing in without a team leads to. */
export async function setDefaultMembership(context: Context, { team }: OwnTeam): Promise<DefaultResult> {
  const { actor, database } = context;
  if (actor.kind !== 'user') return unknown;
  const { accountId } = actor;
  return database.write(async (tx): Promise<DefaultResult> => {
    const target = (await findOwnMemberships(tx)).find(({ slug }) => slug === team);
    if (target === undefined) return unknown;
    // Which teams somebody is in is nothing for the log of one of them.
    if (await setDefault(tx, target.team_id))
      await recordEvent(tx, defaultTeamSet, { subjectId: accountId, body: { accountId }, persons: [accountId] });
    return { __typename: 'SetDefaultMembershipSuccess', defaultTeam: team };
  });
}
