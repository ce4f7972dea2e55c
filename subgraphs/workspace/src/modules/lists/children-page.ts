import { pageOf, sliceOf, type Connection, type PageArguments, type PagedList } from '@hub/runtime/graphql';
import { isUuid } from '@hub/runtime/values';
import { z } from 'zod';
import type { ChildrenLoader } from './children.loader.js';

const position = z.tuple([z.string().refine(isUuid)]);

/** A page of what belongs to a row, newest first. */
export async function childrenPage<Row extends { readonly id: string }>(
  name: string,
  { parent, page }: { readonly parent: string; readonly page: PageArguments },
  { children, rows }: { readonly children: ChildrenLoader; readonly rows: { load(id: string): Promise<Row | null> } },
): Promise<Connection<Row>> {
  const list: PagedList<Row, readonly [string]> = { name, position, positionOf: ({ id }) => [id] };
  const { after, take } = sliceOf(list, page);
  const ids = await children.pages.load({ parent, after: after?.[0] ?? null, take });
  const found = await Promise.all(ids.map(({ id }) => rows.load(id)));
  const count = () => children.counts.load({ parent });
  return pageOf(list, { rows: found.filter((row) => row !== null), count }, page);
}
