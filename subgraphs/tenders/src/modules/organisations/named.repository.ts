import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { Slice } from '@hub/runtime/loaders';
import type { RegisterNumber } from '../../ocds/index.js';

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

/** Organisations of a kind. */
export interface Organisations {
  readonly kind: keyof typeof tables;
  /** Only these; all when absent. */
  readonly ids?: readonly string[] | undefined;
  /** Those that hold one of these numbers of registers; all when absent. */
  readonly numbers?: readonly RegisterNumber[] | undefined;
}

/** In the order of their names. */
export function findByName(
  db: ReadClient,
  { kind, ...which }: Organisations,
  { after, take }: Slice<NamePosition>,
): Promise<NamedRow[]> {
  const isBehind = after === null ? Prisma.sql`true` : Prisma.sql`(o.name, o.id) > (${after[0]}, ${after[1]}::uuid)`;
  return db.$queryRaw<NamedRow[]>`
    select o.id, o.name from ${tables[kind]} o where ${isWanted(which)} and ${isBehind}
    order by o.name, o.id limit ${take}`;
}

/** All of a kind, or those that hold the number. */
export function countAll(db: ReadClient, { kind, ...which }: Organisations): Promise<number> {
  return countWhere(db, kind, isWanted(which));
}

/** Organisations to find by a text. */
export type LikenessQuery = Organisations & { readonly text: string };

/** Those whose names hold the text, first those that begin with it. */
export function findHolding(db: ReadClient, query: LikenessQuery, slice: Slice<LikePosition>): Promise<LikeRow[]> {
  return findRanked(db, query, {
    ...slice,
    likeness: Prisma.sql`case when o.name ilike ${`${asPattern(query.text)}%`} then 3 else 2 end`,
    isLike: isHolding(query),
  });
}

export function countHolding(db: ReadClient, query: LikenessQuery): Promise<number> {
  return countWhere(db, query.kind, Prisma.sql`${isHolding(query)} and ${isWanted(query)}`);
}

/** Those whose names hold something like the text, the most alike first. */
export function findSimilar(db: ReadClient, query: LikenessQuery, slice: Slice<LikePosition>): Promise<LikeRow[]> {
  return findRanked(db, query, {
    ...slice,
    likeness: Prisma.sql`round(word_similarity(${query.text}, o.name)::numeric, 4)`,
    isLike: isSimilar(query),
  });
}

export function countSimilar(db: ReadClient, query: LikenessQuery): Promise<number> {
  return countWhere(db, query.kind, Prisma.sql`${isSimilar(query)} and ${isWanted(query)}`);
}

function isHolding({ text }: LikenessQuery): Prisma.Sql {
  return Prisma.sql`o.name ilike ${`%${asPattern(text)}%`}`;
}

function isSimilar({ text }: LikenessQuery): Prisma.Sql {
  return Prisma.sql`${text} <% o.name`;
}

function asPattern(text: string): string {
  return text.replaceAll(/[\\%_]/gu, String.raw`\$&`);
}

async function countWhere(db: ReadClient, kind: Organisations['kind'], condition: Prisma.Sql): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from ${tables[kind]} o where ${condition}`;
  return row?.count ?? 0;
}

function findRanked(
  db: ReadClient,
  { kind, ...which }: Organisations,
  by: Slice<LikePosition> & { readonly likeness: Prisma.Sql; readonly isLike: Prisma.Sql },
): Promise<LikeRow[]> {
  const { after, take, likeness, isLike } = by;
  const isBehind =
    after === null
      ? Prisma.sql`true`
      : Prisma.sql`(f.likeness < ${after[0]}::numeric
          or (f.likeness = ${after[0]}::numeric and (f.name, f.id) > (${after[1]}, ${after[2]}::uuid)))`;
  return db.$queryRaw<LikeRow[]>`
    with found as (
      select o.id, o.name, ${likeness} as likeness from ${tables[kind]} o where ${isLike} and ${isWanted(which)}
    )
    select f.id, f.name, f.likeness::text as likeness from found f where ${isBehind}
    order by f.likeness desc, f.name, f.id limit ${take}`;
}

/** That an organisation `o` is one of those selected. */
function isWanted({ ids, numbers }: Pick<Organisations, 'ids' | 'numbers'>): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (ids !== undefined) conditions.push(Prisma.sql`o.id = any (${ids}::uuid[])`);
  if (numbers !== undefined) {
    const schemes = numbers.map(({ scheme }) => scheme);
    const texts = numbers.map(({ id }) => id);
    conditions.push(Prisma.sql`exists (select from tenders.supplier_identifier i
      join unnest(${schemes}::text[], ${texts}::text[]) as asked (scheme, number)
        on i.scheme = asked.scheme and i.identifier = asked.number
      where i.supplier_id = o.id)`);
  }
  return Prisma.join(conditions, ' and ');
}
