import { pageOf, sliceOf, type PageArguments, type PagedList } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import { isUuid } from '@hub/runtime/values';
import { z } from 'zod';
import type { InputMaybe, RoleAssignmentFilter } from '../../types.generated.js';
import { conditionsOf } from './role-input.js';
import * as roles from './role.repository.js';

type List = PagedList<{ readonly id: string }, readonly [string]>;
const position = z.tuple([z.string().refine(isUuid)]);
const roleList: List = { name: 'roles', position, positionOf: ({ id }) => [id] };

/** A page of the team's own roles, oldest first. */
export async function rolesPage({ database }: RequestScope, page: PageArguments) {
  const { after, take } = sliceOf(roleList, page);
  const rows = await database.read((db) => roles.findRoles(db, { take, afterId: after?.[0] ?? null }));
  return pageOf(roleList, { rows, count: () => database.read(roles.countRoles) }, page);
}

/** A page of who has which role of the team, oldest first. */
export async function assignmentsPage(
  { database }: RequestScope,
  { filter, ...page }: PageArguments & { filter?: InputMaybe<RoleAssignmentFilter> },
) {
  const conditions = conditionsOf(filter ?? null);
  const list: List = { ...roleList, name: `roleAssignments:${JSON.stringify(conditions)}` };
  const { after, take } = sliceOf(list, page);
  const rows = await database.read((db) =>
    roles.findAssignments(db, { conditions, take, afterId: after?.[0] ?? null }),
  );
  return pageOf(list, { rows, count: () => database.read((db) => roles.countAssignments(db, conditions)) }, page);
}
