import { Prisma } from '@hub/prisma/client';
import type { ReadClient, TeamDatabase } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import type { Connection, PageArguments } from '@hub/runtime/graphql';
import { z } from 'zod';
import { pageOf, stretchOf, type PagedList, type Stretch } from '../paging/paged-list.js';
import { registerNumber } from '../../ocds/index.js';
import {
  findByName,
  findHolding,
  findSimilar,
  type LikePosition,
  type LikeRow,
  type LikeWish,
  type NamedRow,
  type NamePosition,
  type Organisations,
} from './named.repository.js';

const textLengthMin = 2;
const textLengthMax = 200;

/** What to find among buyers or suppliers. */
export interface NameWish extends PageArguments {
  readonly search?: string | null | undefined;
}

/** A page of buyers. @throws HubError `BAD_USER_INPUT` for a text too short or long, a page size or cursor that is none. */
export function buyersPage(database: TeamDatabase, wish: NameWish): Promise<Connection<NamedRow>> {
  return page(database, { kind: 'buyer', condition: Prisma.sql`true` }, wish);
}

/** A page of suppliers. @throws HubError `BAD_USER_INPUT` as for buyers, and for a number that names nobody. */
export function suppliersPage(
  database: TeamDatabase,
  { identifier, ...wish }: NameWish & { identifier?: { scheme: string; id: string } | null | undefined },
): Promise<Connection<NamedRow>> {
  return page(database, { kind: 'supplier', condition: identifier ? holds(identifier) : Prisma.sql`true` }, wish);
}

function holds({ scheme, id }: { scheme: string; id: string }): Prisma.Sql {
  const number = registerNumber(scheme, id);
  if (number === null) {
    throw new HubError('BAD_USER_INPUT', 'identifier is no number of a register: give its scheme and its id.', {
      details: { argument: 'identifier' },
    });
  }
  return Prisma.sql`exists (select from tenders.supplier_identifier i
    where i.supplier_id = o.id and i.scheme = ${number.scheme} and i.identifier = ${number.id})`;
}

async function page(
  database: TeamDatabase,
  wanted: Organisations,
  { search, ...pages }: NameWish,
): Promise<Connection<NamedRow>> {
  if (search === null || search === undefined) {
    const list = byName(wanted.kind);
    const stretch = stretchOf(list, pages);
    return pageOf(list, await database.readPublic((db) => findByName(db, wanted, stretch)), pages);
  }
  const text = search.trim();
  if (text.length < textLengthMin || text.length > textLengthMax) {
    throw new HubError('BAD_USER_INPUT', `search takes ${textLengthMin} to ${textLengthMax} characters.`, {
      details: { argument: 'search' },
    });
  }
  const list = byLikeness(wanted.kind, text);
  const stretch = stretchOf(list, pages);
  const rows = await database.readPublic((db) => findByText(db, { ...wanted, text }, stretch));
  return pageOf(list, rows, pages);
}

// A text that no name holds was perhaps mistyped. A cursor goes on where it came from.
async function findByText(db: ReadClient, wish: LikeWish, stretch: Stretch<LikePosition>): Promise<LikeRow[]> {
  const isOfSimilar = stretch.after !== null && Number(stretch.after[0]) <= 1;
  const holding = isOfSimilar ? [] : await findHolding(db, wish, stretch);
  return holding.length > 0 || (stretch.after !== null && !isOfSimilar) ? holding : findSimilar(db, wish, stretch);
}

function byName(kind: string): PagedList<NamedRow, NamePosition> {
  return { name: kind, position: z.tuple([z.string(), z.guid()]), positionOf: ({ name, id }) => [name, id] };
}

// The text is part of the list's name: a cursor fits only the search that it came from.
function byLikeness(kind: string, text: string): PagedList<LikeRow, LikePosition> {
  return {
    name: `${kind} like ${text}`,
    position: z.tuple([z.string().regex(/^(?:[01](?:\.\d{1,4})?|[23])$/u), z.string(), z.guid()]),
    positionOf: ({ likeness, name, id }) => [likeness, name, id],
  };
}
