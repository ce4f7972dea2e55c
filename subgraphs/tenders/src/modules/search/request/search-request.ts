import { badInput, HubError, inputFault } from '@hub/runtime/errors';
import { decodeId, pageSizeOf } from '@hub/runtime/graphql';
import { plainIssue } from '@hub/runtime/values';
import { z } from 'zod';
import { procurementCategories, procurementMethods, provinces, tenderStatuses } from '../../../ocds/index.js';

export const searchOrders = [
  'STATUS_ASC',
  'RELEVANCE',
  'CLOSING_AT_ASC',
  'CLOSING_AT_DESC',
  'PUBLISHED_AT_ASC',
  'PUBLISHED_AT_DESC',
  'VALUE_ASC',
  'VALUE_DESC',
] as const;

export type SearchOrder = (typeof searchOrders)[number];

const origins = ['ALL', 'PUBLIC', 'OWN'] as const;

const listMax = 50;
/** Longest text to search for, in UTF-16 units. */
export const textLengthMax = 500;

// A cursor may carry a text that was searched for instead. JSON can write each of its units as six bytes, and base64 makes
// four letters of three bytes: 4,000 for the text, and the rest for what stands beside it.
const cursorLengthMax = 4_200;

// The database cannot hold NUL, and half a surrogate pair is no text.
const isText = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
const listOf = <Item>(item: z.ZodType<Item>) => z.array(item).max(listMax).optional();
const texts = listOf(z.string().trim().min(1).max(300).refine(isText, 'holds a character that is not text'));
const amount = z.string().regex(/^\d{1,15}(?:\.\d{1,4})?$/u, 'must be a decimal number, not negative');

// The year 0 has a name in ISO 8601 and none in the database.
const instant = z.date().min(new Date('0001-01-01T00:00:00Z'), 'must not lie before the year 1').optional();

const window = z
  .strictObject({ from: instant, before: instant })
  .refine(
    ({ from, before }) => from === undefined || before === undefined || from <= before,
    'must not end before it begins',
  );

const usualCurrency = 'ZAR';

const value = z
  .strictObject({
    min: amount.optional(),
    max: amount.optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/u, 'must be an ISO 4217 code')
      .default(usualCurrency),
  })
  .refine(
    ({ min, max }) => min === undefined || max === undefined || Number(min) <= Number(max),
    'must not have a minimum above its maximum',
  );

const cidb = z.strictObject({
  holds: z
    .array(
      z.strictObject({
        class: z
          .string()
          .trim()
          .toUpperCase()
          .regex(/^[A-Z]{2}$/u, 'must be a class of works: two letters'),
        grade: z.int().min(1).max(9),
        isPotentiallyEmerging: z.boolean().default(false),
      }),
    )
    .max(listMax)
    .optional(),
  unstated: z.enum(['INCLUDE', 'EXCLUDE']).default('EXCLUDE'),
});

const filter = z
  .strictObject({
    ids: listOf(z.uuid()),
    provinces: listOf(z.enum(provinces)),
    buyerIds: listOf(z.uuid()),
    categories: texts,
    procurementCategories: listOf(z.enum(procurementCategories)),
    methods: listOf(z.enum(procurementMethods)),
    statuses: listOf(z.enum(tenderStatuses)),
    value: value.optional(),
    undisclosedValues: z.enum(['INCLUDE', 'EXCLUDE', 'ONLY']).default('EXCLUDE'),
    closing: window.optional(),
    published: window.optional(),
    hasBriefing: z.boolean().optional(),
    cidb: cidb.optional(),
    origin: z.enum(origins).default('ALL'),
  })
  .transform(({ value: range, undisclosedValues: undisclosed, cidb: designations, ...others }) => ({
    ...others,
    // Without a range all values are found, disclosed or not, unless only undisclosed ones are wanted.
    value:
      range !== undefined || undisclosed === 'ONLY' ? { currency: usualCurrency, ...range, undisclosed } : undefined,
    cidb: designations?.holds === undefined ? undefined : { ...designations, holds: designations.holds },
  }));

/** A text to search for. */
export const searchText = z.string().trim().min(1, 'must not be empty').max(textLengthMax);

const request = z.strictObject({
  search: searchText.optional(),
  filter: filter.prefault({}),
  orderBy: z.enum(searchOrders).optional(),
  first: z.int().default(20),
  after: z.string().max(cursorLengthMax).optional(),
});

export type SearchRequest = Omit<z.output<typeof request>, 'orderBy'> & { orderBy: SearchOrder };

/**
 * Checks a search. Without an order, a text is answered by relevance and everything else with what is open first.
 *
 * @throws HubError `BAD_USER_INPUT` naming every field that is wrong.
 */
export function parseSearch(input: unknown): SearchRequest {
  const result = request.safeParse(withoutNulls(input), { error: plainIssue });
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => inputFault(path.map(String), message));
    const sentence = problems.map(({ path, message }) => `${path.join('.') || 'search'}: ${message}`).join('; ');
    throw new HubError('BAD_USER_INPUT', `The search is not valid. ${sentence}.`, { details: { problems } });
  }
  const orderBy = result.data.orderBy ?? (result.data.search === undefined ? 'STATUS_ASC' : 'RELEVANCE');
  if (orderBy === 'RELEVANCE' && result.data.search === undefined) {
    throw badInput(['orderBy'], 'Ordering by relevance needs a search text.');
  }
  return { ...result.data, first: pageSizeOf(result.data), orderBy };
}

/** An empty list is left out, as null is. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutNulls);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, entry]) => [key, withoutNulls(entry)])
      .filter(([, entry]) => entry !== null && entry !== undefined),
  );
}

/** A search as it is run at a moment: the one object that all its stages take. */
export interface SearchQuery {
  /** The text; absent where everything is listed. */
  readonly search?: string | undefined;
  readonly filter: SearchRequest['filter'];
  readonly orderBy: SearchOrder;
  /** The moment at which "open" is decided. */
  readonly now: Date;
}

/** A search as a client writes it: with ids of the API, and null wherever something may be left out. */
export interface SearchArguments {
  readonly filter?:
    | { readonly ids?: readonly string[] | null | undefined; readonly buyerIds?: readonly string[] | null | undefined }
    | null
    | undefined;
}

/** What `parseSearch` takes. @throws HubError `BAD_USER_INPUT` for an id that is none of a tender or buyer. */
export function searchInputOf({ filter, ...rest }: SearchArguments): object {
  const buyerIds = filter?.buyerIds?.map((id) => decodeId('Buyer', id));
  const ids = filter?.ids?.map((id) => decodeId('Tender', id));
  return { ...rest, filter: { ...filter, ids, buyerIds } };
}

/** In which currency a search compares and counts values. */
export function currencyOf({ value: stated }: SearchQuery['filter']): string {
  return stated?.currency ?? usualCurrency;
}
