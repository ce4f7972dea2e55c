import type { ReadClient, TeamDatabase } from '@hub/runtime/database';
import { badInput } from '@hub/runtime/errors';
import {
  decodeId,
  pageOf,
  sliceOf,
  valuesOf,
  type Connection,
  type PageArguments,
  type PagedList,
} from '@hub/runtime/graphql';
import { z } from 'zod';
import type { Slice } from '@hub/runtime/loaders';
import { registerNumber, type RegisterNumber } from '../../ocds/index.js';
import {
  countAll,
  countHolding,
  countSimilar,
  findByName,
  findHolding,
  findSimilar,
  type LikePosition,
  type LikeRow,
  type LikenessQuery,
  type NamedRow,
  type NamePosition,
  type Organisations,
} from './named.repository.js';

const textLengthMin = 2;
const textLengthMax = 200;

/** What to find among buyers or suppliers. */
export interface NameQuery extends PageArguments {
  readonly search?: string | null | undefined;
}

/** A page of buyers. @throws HubError `BAD_USER_INPUT` for a text too short or long, a page size or cursor that is none. */
export function buyersPage(database: TeamDatabase, query: NameQuery): Promise<Connection<NamedRow>> {
  return page(database, { kind: 'buyer' }, query);
}

/** A page of suppliers. @throws HubError `BAD_USER_INPUT` as for buyers, and for a number that names nobody. */
export function suppliersPage(
  database: TeamDatabase,
  { filter, ...query }: NameQuery & { filter?: SupplierFilter | null | undefined },
): Promise<Connection<NamedRow>> {
  const ids = valuesOf(filter?.ids?.map((id) => decodeId('Supplier', id)));
  const numbers = valuesOf(filter?.identifiers?.map(numberOf));
  return page(database, { kind: 'supplier', ids, numbers }, query);
}

interface SupplierNumber {
  readonly scheme: string;
  readonly number: string;
}

interface SupplierFilter {
  readonly ids?: readonly string[] | null | undefined;
  readonly identifiers?: readonly SupplierNumber[] | null | undefined;
}

function numberOf({ scheme, number }: SupplierNumber): RegisterNumber {
  const found = registerNumber(scheme, number);
  if (found !== null) return found;
  throw badInput(
    ['filter', 'identifiers'],
    'filter.identifiers: this is no number of a register. Send its scheme and number.',
  );
}

async function page(
  database: TeamDatabase,
  organisations: Organisations,
  { search, ...pages }: NameQuery,
): Promise<Connection<NamedRow>> {
  if (search === null || search === undefined) {
    const list = byName(organisations.kind);
    const slice = sliceOf(list, pages);
    const rows = await database.readPublic((db) => findByName(db, organisations, slice));
    return pageOf(list, { rows, count: () => database.readPublic((db) => countAll(db, organisations)) }, pages);
  }
  const text = search.trim();
  if (text.length < textLengthMin || text.length > textLengthMax) {
    throw badInput(['search'], `search takes ${textLengthMin} to ${textLengthMax} characters.`);
  }
  const list = byLikeness(organisations.kind, text);
  const slice = sliceOf(list, pages);
  const query = { ...organisations, text };
  const rows = await database.readPublic((db) => findByText(db, query, slice));
  return pageOf(list, { rows, count: () => database.readPublic((db) => countByText(db, query)) }, pages);
}

// A text that no name holds was perhaps mistyped. A cursor goes on where it came from.
async function findByText(db: ReadClient, query: LikenessQuery, slice: Slice<LikePosition>): Promise<LikeRow[]> {
  const isOfSimilar = slice.after !== null && Number(slice.after[0]) <= 1;
  const holding = isOfSimilar ? [] : await findHolding(db, query, slice);
  return holding.length > 0 || (slice.after !== null && !isOfSimilar) ? holding : findSimilar(db, query, slice);
}

async function countByText(db: ReadClient, query: LikenessQuery): Promise<number> {
  const holding = await countHolding(db, query);
  return holding > 0 ? holding : countSimilar(db, query);
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
