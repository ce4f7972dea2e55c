import { badInput, type HubError } from '../../errors/errors.js';
import { isStorableText } from '../../values/values.js';

/** Forward pagination as clients ask for it. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A page of a Relay connection. */
export interface Connection<Node> {
  readonly edges: { node: Node; cursor: string }[];
  /** The nodes of the edges. */
  readonly nodes: Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** How many there are on all pages. Reading it counts them, so nobody should who does not need it. */
  readonly totalCount: Promise<number>;
}

/**
 * Resolvers of every connection, by its name: no module writes them. One of its own for the same field comes before.
 * @param typeNames - of all types of the schema.
 */
export function connectionResolvers(typeNames: readonly string[]) {
  // Written out, because compiled operations await what a resolver answers and not what they read from a property.
  const resolvers = { totalCount: (connection: Pick<Connection<unknown>, 'totalCount'>) => connection.totalCount };
  return Object.fromEntries(typeNames.filter((name) => name.endsWith('Connection')).map((name) => [name, resolvers]));
}

/** Most rows that one page may have. */
export const pageSizeMax = 100;
/** Rows of a page where nobody says how many. */
export const pageSizeDefault = 20;

/**
 * Rows asked for by `first`, 20 when it is left out.
 * @throws HubError `BAD_USER_INPUT` below 0 or above 100: a page is never cut silently.
 */
export function pageSizeOf({ first }: PageArguments): number {
  if (first === null || first === undefined) return pageSizeDefault;
  if (Number.isInteger(first) && first >= 0 && first <= pageSizeMax) return first;
  throw badInput(['first'], `first must be between 0 and ${pageSizeMax}.`);
}

/**
 * Makes a page from one row more than was asked for: the extra row says that there is a next page.
 * @param rows - up to `size + 1` rows in order.
 */
export function connectionOf<Node>(
  rows: readonly Node[],
  size: number,
  options: {
    readonly cursorOf: (row: Node) => string;
    readonly after: string | null | undefined;
    readonly count: () => Promise<number>;
  },
): Connection<Node> {
  const edges = rows.slice(0, size).map((node) => ({ node, cursor: options.cursorOf(node) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    get totalCount() {
      return options.count();
    },
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: options.after !== null && options.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** An opaque cursor: which list it belongs to, and the sort key of its row. */
export function encodeCursor(list: string, key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/**
 * The sort key in a cursor of this list.
 * @throws HubError `BAD_USER_INPUT` when the cursor is malformed or of another list.
 */
export function decodeCursor(list: string, cursor: string): readonly (string | number | null)[] {
  const key = readCursor(list, cursor);
  if (key === null) throw notACursor();
  return key;
}

/** As decodeCursor, but null for a cursor to refuse: for arguments that are not called `after`. */
export function readCursor(list: string, cursor: string): readonly (string | number | null)[] | null {
  const parts = cursor.length <= 2_000 ? parseList(Buffer.from(cursor, 'base64url').toString('utf8')) : null;
  const isOfList = parts !== null && parts[0] === list && encodeCursor(list, parts.slice(1)) === cursor;
  return isOfList ? parts.slice(1) : null;
}

/** What a list answers to an `after` that it has not made. */
export function notACursor(): HubError {
  return badInput(['after'], 'after is not a cursor of this list. Pass endCursor exactly as the API returned it.');
}

function parseList(text: string): (string | number | null)[] | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return null;
    const parts: (string | number | null)[] = [];
    for (const part of value) {
      if (part !== null && typeof part !== 'string' && typeof part !== 'number') return null;
      // Base64 hides text from the door that refuses what no store can hold.
      if (typeof part === 'string' && !isStorableText(part)) return null;
      parts.push(part);
    }
    return parts;
  } catch {
    return null;
  }
}
