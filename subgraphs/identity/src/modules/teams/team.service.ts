import { teamOf } from '@hub/runtime/auth';
import { HubError } from '@hub/runtime/errors';
import { pageOf, sliceOf, type PageArguments, type PagedList } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import { isUuid } from '@hub/runtime/values';
import { z } from 'zod';
import type { Context } from '../../context.js';
import * as teams from './team.repository.js';

/** The team of the actor; null for an actor without one. */
export async function currentTeam({ actor, loaders }: Context) {
  const id = teamOf(actor);
  return id === null ? null : loaders.team.load(id);
}

/** The team of the actor. @throws HubError `MEMBERSHIP_ENDED` when it is no more. */
export async function requireCurrentTeam(context: Context) {
  const team = await currentTeam(context);
  if (team) return team;
  throw new HubError('MEMBERSHIP_ENDED', 'This team no longer exists. Sign in again.');
}

/** A team by id: only the actor's own exists. */
export async function teamById(context: Context, id: string) {
  return id === teamOf(context.actor) ? currentTeam(context) : null;
}

const members: PagedList<{ readonly id: string }, readonly [string]> = {
  name: 'members',
  position: z.tuple([z.string().refine(isUuid)]),
  positionOf: ({ id }) => [id],
};

/** A page of the team's members, oldest membership first. */
export async function membersPage(scope: RequestScope, page: PageArguments) {
  const { after, take } = sliceOf(members, page);
  const rows = await scope.database.read((db) => teams.findMembers(db, { take, afterId: after?.[0] ?? null }));
  return pageOf(members, { rows, count: () => scope.database.read(teams.countMembers) }, page);
}
