import type { PlatformEntry } from '@hub/prisma/client';
import { signEntryToken } from '@hub/runtime/auth';
import type { TeamDatabase } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import { platformEntered, platformExited, recordEvent, teamLimitSet } from '@hub/runtime/events';
import { invalidField, notFound, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import { uuidV7 } from '@hub/runtime/values';
import type { Context } from '../../context.js';
import { asPlan } from '../sessions/new-session.service.js';
import { findAuthority } from '../sessions/session.repository.js';
import type { EnterTeam, SetTeamLimit } from './platform-input.js';
import * as platform from './platform.repository.js';

type EnterResult =
  | { readonly __typename: 'EnterTeamSuccess'; readonly entry: PlatformEntry; readonly accessToken: string }
  | InvalidInput
  | NotFound;
type ExitResult =
  | { readonly __typename: 'ExitTeamSuccess'; readonly entry: PlatformEntry }
  | {
      readonly __typename: 'SessionEnded';
      readonly code: 'SESSION_ENDED';
      readonly path: null;
      readonly message: string;
    };
type LimitResult =
  { readonly __typename: 'SetTeamLimitSuccess'; readonly team: platform.PlatformTeamRow } | InvalidInput | NotFound;

export const noTeam = notFound('There is no team with this id.', 'teamId');
const ownTeam = invalidField('teamId', 'You are in this team already.');

/**
 * Enters a team. The entry is the session of its access token: it is open until it expires, its person leaves, or is no
 * super-admin any more.
 */
export async function enterTeam(context: Context, { teamId, reason, minutes }: EnterTeam): Promise<EnterResult> {
  const accountId = await requirePlatformAdmin(context);
  if ('teamId' in context.actor && context.actor.teamId === teamId) return ownTeam;
  const team = await teamFromOutside(context, teamId);
  if (team === null) return noTeam;
  const enteredAt = context.now();
  const expiresAt = new Date(enteredAt.getTime() + minutes * 60_000);
  const row = { teamId, id: uuidV7(), accountId, reason, enteredAt, expiresAt };
  await inTeam(context, teamId).write(async (tx) => {
    await platform.insertEntry(tx, row);
    const body = { accountId, reason, expiresAt: expiresAt.toISOString() };
    await recordEvent(tx, platformEntered, { subjectId: row.id, body });
  });
  const subject = { accountId, teamId, sessionId: row.id, plan: asPlan(team.plan) };
  const accessToken = await signEntryToken(context.signingKey, subject, { now: enteredAt, expiresAt });
  return { __typename: 'EnterTeamSuccess', entry: { ...row, exitedAt: null }, accessToken };
}

/** Leaves the team: nothing can be read or changed with the entry any more. */
export async function exitTeam(context: Context): Promise<ExitResult> {
  const { actor, database, now } = context;
  const id = actor.kind === 'superAdmin' ? actor.sessionId : '';
  const entry = await database.write(async (tx) => {
    await platform.endEntry(tx, id, now());
    await recordEvent(tx, platformExited, { subjectId: id, body: {} });
    return platform.findEntry(tx, id);
  });
  if (entry === null)
    return { __typename: 'SessionEnded', code: 'SESSION_ENDED', path: null, message: 'This entry is over.' };
  return { __typename: 'ExitTeamSuccess', entry };
}

/** Gives a team another limit than its plan's, or takes it back. */
export async function setTeamLimit(
  context: Context,
  { teamId, subject, max, reason }: SetTeamLimit,
): Promise<LimitResult> {
  const accountId = await requirePlatformAdmin(context);
  const team = await teamFromOutside(context, teamId);
  if (team === null) return noTeam;
  await inTeam(context, teamId).write(async (tx) => {
    const before = await platform.lockTeamLimit(tx, subject);
    const after = max === undefined ? null : { max };
    if (before?.max === after?.max && (before === null) === (after === null)) return;
    if (after === null) await platform.deleteTeamLimit(tx, subject);
    else await platform.putTeamLimit(tx, { teamId, subject, reason, ...after });
    await recordEvent(tx, teamLimitSet, { subjectId: teamId, body: { accountId, subject, reason, before, after } });
  });
  return { __typename: 'SetTeamLimitSuccess', team };
}

/**
 * Account of the super-admin who asks. Read at this moment: what follows is written for another team, where the database cannot
 * ask for it. @throws HubError `FORBIDDEN`.
 */
export async function requirePlatformAdmin({ actor, database }: Context): Promise<string> {
  const found = actor.kind === 'user' ? await database.read((db) => findAuthority(db, actor.sessionId)) : null;
  if (actor.kind === 'user' && found?.isSessionOpen === true && found.authority.platform) return actor.accountId;
  throw new HubError('FORBIDDEN', 'You are no super-admin of the platform any more. Nothing was changed.');
}

/** A team as it is seen from outside; null when there is none. */
export async function teamFromOutside(context: Context, id: string): Promise<platform.PlatformTeamRow | null> {
  const query = { ids: [id], search: null, afterId: null, take: 1 };
  const [team] = await context.database.read((db) => platform.findPlatformTeams(db, query));
  return team ?? null;
}

/** The database as the product itself, acting for another team. */
export function inTeam(context: Context, teamId: string): TeamDatabase {
  return context.databaseAs({ kind: 'system', name: 'identity:platform', teamId }, context);
}
