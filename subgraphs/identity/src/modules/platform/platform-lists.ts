import { pageOf, sliceOf, type PageArguments, type PagedList } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import { isUuid } from '@hub/runtime/values';
import { z } from 'zod';
import type { InputMaybe } from '../../types.generated.js';
import * as platform from './platform.repository.js';

type List = PagedList<{ readonly id: string }, readonly [string]>;
const position = z.tuple([z.string().refine(isUuid)]);
const entryList: List = { name: 'platformEntries', position, positionOf: ({ id }) => [id] };

/** A page of all teams, oldest first. */
export async function platformTeamsPage(
  { database }: RequestScope,
  { search: text, ...page }: PageArguments & { search?: InputMaybe<string> },
) {
  const search = text?.trim() === '' ? null : (text?.trim() ?? null);
  const list: List = { ...entryList, name: `platformTeams:${search ?? ''}` };
  const { after, take } = sliceOf(list, page);
  const query = { ids: null, search, afterId: after?.[0] ?? null, take };
  const rows = await database.read((db) => platform.findPlatformTeams(db, query));
  return pageOf(list, { rows, count: () => database.read((db) => platform.countPlatformTeams(db, search)) }, page);
}

/** A page of the entries into the team, newest first. */
export async function entriesPage({ database }: RequestScope, page: PageArguments) {
  const { after, take } = sliceOf(entryList, page);
  const rows = await database.read((db) => platform.findEntries(db, { take, afterId: after?.[0] ?? null }));
  return pageOf(entryList, { rows, count: () => database.read(platform.countEntries) }, page);
}
