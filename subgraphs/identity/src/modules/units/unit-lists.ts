import { pageOf, sliceOf, type PageArguments, type PagedList } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import { isUuid } from '@hub/runtime/values';
import { z } from 'zod';
import * as units from './unit.repository.js';

type List = PagedList<{ readonly id: string }, readonly [string]>;
const unitList: List = {
  name: 'units',
  position: z.tuple([z.string().refine(isUuid)]),
  positionOf: ({ id }) => [id],
};

/** A page of the team's units, oldest first. */
export async function unitsPage({ database }: RequestScope, page: PageArguments) {
  const { after, take } = sliceOf(unitList, page);
  const rows = await database.read((db) => units.findUnits(db, { take, afterId: after?.[0] ?? null }));
  return pageOf(unitList, { rows, count: () => database.read(units.countUnits) }, page);
}

/** A page of a unit's members, oldest membership first. */
export async function unitMembersPage({ database }: RequestScope, unitId: string, page: PageArguments) {
  const list: List = { ...unitList, name: `unitMembers:${unitId}` };
  const { after, take } = sliceOf(list, page);
  const rows = await database.read((db) => units.findUnitMembers(db, { unitId, take, afterId: after?.[0] ?? null }));
  return pageOf(list, { rows, count: () => database.read((db) => units.countUnitMembers(db, unitId)) }, page);
}
