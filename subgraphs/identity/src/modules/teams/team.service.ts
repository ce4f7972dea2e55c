import { teamOf } from '@hub/runtime/auth';
import { connectionOf, decodeCursor, encodeCursor, pageSizeOf } from '@hub/runtime/graphql';
import type { PageArguments } from '@hub/runtime/graphql';
import { HubError } from '@hub/runtime/errors';
import type { RequestScope } from '@hub/runtime/service';
import type { Context } from '../../context.js';
import * as teams from './team.repository.js';

/** The team of the actor; null for an actor without one. */
export async function currentTeam({ actor, loaders }: Context) {
  const id = teamOf(actor);
  return id === null ? null : loaders.team.load(id);
}

/** A team by id: only the actor's own exists. */
export async function teamById(context: Context, id: string) {
  return id === teamOf(context.actor) ? currentTeam(context) : null;
}

/** A page of the team's members, oldest membership first. */
export async function membersPage(scope: RequestScope, page: PageArguments) {
  const size = pageSizeOf(page);
  const after = page.after ? readCursor(page.after) : null;
  const rows = await scope.database.read((db) => teams.findMembers(db, { take: size + 1, afterId: after }));
  return connectionOf(rows, size, {
    after: page.after,
    cursorOf: (member) => encodeCursor('members', [member.id]),
  });
}

/** The company profile of the team; null until it is filled in. */
export function companyProfile(scope: RequestScope) {
  return scope.database.read((db) => teams.findProfile(db));
}

/** Designations the team holds. */
export function designations(scope: RequestScope) {
  return scope.database.read((db) => teams.findCapabilities(db));
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readCursor(cursor: string): string {
  const [id] = decodeCursor('members', cursor);
  if (typeof id === 'string' && uuid.test(id)) return id;
  throw new HubError('BAD_USER_INPUT', 'after is not a cursor of this list.');
}
