import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { Stretch } from '../paging/paged-list.js';

/** A buyer or supplier. */
export interface NamedRow {
  readonly id: string;
  readonly name: string;
}

/**
 * With how like the name is to the text that was searched for: 3 when it begins with the text, 2 when it holds it, else 1 or
 * less, to four decimals.
 */
export interface LikeRow extends NamedRow {
  readonly likeness: string;
}

export type NamePosition = readonly [name: string, id: string];
export type LikePosition = readonly [likeness: string, name: string, id: string];

const tables = { buyer: Prisma.sql`tenders.buyer`, supplier: Prisma.sql`tenders.supplier` };

/** Organisations of a kind, and what must hold of a row `o`. */
export interface Organisations {
  readonly kind: keyof typeof tables;
  readonly condition: Prisma.Sql;
}

/** In the order of their names. */
export function findByName(
  db: ReadClient,
  { kind, condition }: Organisations,
  { after, take }: Stretch<NamePosition>,
): Promise<NamedRow[]> {
  const isBehind = after === null ? Prisma.sql`true` : Prisma.sql`(o.name, o.id) > (${after[0]}, ${after[1]}::uuid)`;
  return db.$queryRaw<NamedRow[]>`
    select o.id, o.name from ${tables[kind]} o where ${condition} and ${isBehind}
    order by o.name, o.id limit ${take}`;
}

/** Organisations to find by a text. */
export type LikeWish = Organisations & { readonly text: string };

/** Those whose names hold the text, first those that begin with it. */
export function findHolding(db: ReadClient, wish: LikeWish, stretch: Stretch<LikePosition>): Promise<LikeRow[]> {
  const text = wish.text.replaceAll(/[\\%_]/gu, String.raw`\$&`);
  return findRanked(db, wish, {
    ...stretch,
    likeness: Prisma.sql`case when o.name ilike ${`${text}%`} then 3 else 2 end`,
    isLike: Prisma.sql`o.name ilike ${`%${text}%`}`,
  });
}

/** Those whose names hold something like the text, the most alike first. */
export function findSimilar(db: ReadClient, wish: LikeWish, stretch: Stretch<LikePosition>): Promise<LikeRow[]> {
  return findRanked(db, wish, {
    ...stretch,
    likeness: Prisma.sql`round(word_similarity(${wish.text}, o.name)::numeric, 4)`,
    isLike: Prisma.sql`${wish.text} <% o.name`,
  });
}

function findRanked(
  db: ReadClient,
  { kind, condition }: Organisations,
  by: Stretch<LikePosition> & { readonly likeness: Prisma.Sql; readonly isLike: Prisma.Sql },
): Promise<LikeRow[]> {
  const { after, take, likeness, isLike } = by;
  const isBehind =
    after === null
      ? Prisma.sql`true`
      : Prisma.sql`(f.likeness < ${after[0]}::numeric
          or (f.likeness = ${after[0]}::numeric and (f.name, f.id) > (${after[1]}, ${after[2]}::uuid)))`;
  return db.$queryRaw<LikeRow[]>`
    with found as (
      select o.id, o.name, ${likeness} as likeness from ${tables[kind]} o where ${isLike} and ${condition}
    )
    select f.id, f.name, f.likeness::text as likeness from found f where ${isBehind}
    order by f.likeness desc, f.name, f.id limit ${take}`;
}
