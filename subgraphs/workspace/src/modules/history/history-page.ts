import { pageOf, sliceOf, type Connection, type PageArguments, type PagedList } from '@hub/runtime/graphql';
import { isUuid } from '@hub/runtime/values';
import { z } from 'zod';
import type { Context } from '../../context.js';
import type { HistoryRow } from './history.repository.js';

const position = z.tuple([z.string().refine(isUuid)]);

/** A page of what happened to a thing, newest first. @param name - of the list, for its cursors: `taskHistory`. */
export async function historyPage(
  name: string,
  { parent, page }: { readonly parent: string; readonly page: PageArguments },
  { loaders }: Context,
): Promise<Connection<HistoryRow>> {
  const list: PagedList<HistoryRow, readonly [string]> = { name, position, positionOf: ({ id }) => [id] };
  const { after, take } = sliceOf(list, page);
  const rows = await loaders.history.pages.load({ parent, after: after?.[0] ?? null, take });
  return pageOf(list, { rows, count: () => loaders.history.counts.load({ parent }) }, page);
}
