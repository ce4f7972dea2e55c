import { z } from 'zod';
import { PollFailure, isJsonPointer } from '../../../source-http/index.js';

const nameLength = 'The name of a parameter has 1 to 100 characters.';
const parameter = z.string().min(1, nameLength).max(100, nameLength);

function whole(name: string, min: number, max: number) {
  const message = `${name} must be from ${min} to ${max.toLocaleString('en')}.`;
  return z.int(message).min(min, message).max(max, message);
}

/** How a source cuts its list into pages. */
export const pagingSettings = z.object({
  /**
   * links: the answer names the address of the next page. page: pages are numbered. offset: rows are counted.
   * cursor: the answer holds a token. none: one page is all. An address that an answer names is followed in every style.
   */
  style: z.enum(['links', 'page', 'offset', 'cursor', 'none']).default('links'),
  /** Parameter that takes the number, count or token. */
  parameter: parameter.default('page'),
  /** Number of the first page. */
  first: whole('first', 0, 1).default(1),
  sizeParameter: parameter.optional(),
  /** Rows asked for. What comes may be fewer, which means nothing. */
  size: whole('size', 1, 10_000).default(100),
  /** Where an answer names the next page, or holds the token. */
  nextPointer: z
    .string()
    .refine(isJsonPointer, 'nextPointer is a JSON Pointer, such as /links/next.')
    .default('/links/next'),
  /** More pages than this in one window are a ring in disguise. */
  pagesMax: z.int().min(1).max(100_000).default(2_000),
});

export type PagingSettings = z.output<typeof pagingSettings>;

/** The first page of a list. */
export function firstPage(base: URL, paging: PagingSettings): URL {
  const url = new URL(base);
  if (paging.style === 'page') url.searchParams.set(paging.parameter, String(paging.first));
  if (paging.style === 'offset') url.searchParams.set(paging.parameter, '0');
  if (paging.sizeParameter !== undefined) url.searchParams.set(paging.sizeParameter, String(paging.size));
  return url;
}

/** A page that has been read. */
export interface PageRead {
  /** Its address. */
  readonly url: URL;
  readonly rowCount: number;
  /** What it says about the next page: an address, or a token. */
  readonly next: string | null;
}

/**
 * The page behind one that has been read, or null at the end. The end is a page without rows, and never a page with
 * fewer rows than were asked for: portals cap the size without saying so.
 *
 * An address that the answer names goes first. One that has been asked already says nothing, so numbered pages go on
 * counting; where nothing can be counted the list ends there.
 *
 * @param wasAsked - whether an address was asked before in this window.
 * @throws PollFailure `REFUSED` when the next page lies on another host.
 */
export function pageBehind(read: PageRead, paging: PagingSettings, wasAsked: (url: URL) => boolean): URL | null {
  if (read.rowCount === 0 || paging.style === 'none') return null;
  const named = read.next === null ? null : namedPage(read.next, read.url, paging);
  if (named !== null && !wasAsked(named)) return named;
  const counted = countedPage(read, paging);
  return counted === null || wasAsked(counted) ? null : counted;
}

function namedPage(next: string, current: URL, paging: PagingSettings): URL | null {
  if (paging.style === 'cursor') {
    const url = new URL(current);
    url.searchParams.set(paging.parameter, next);
    return url;
  }
  if (!URL.canParse(next, current.href)) return null;
  const url = new URL(next, current);
  if (url.host !== current.host) throw new PollFailure('REFUSED', 'The source names a next page on another host.');
  // Behind a proxy, servers call themselves http.
  url.protocol = current.protocol;
  // Some portals forget in their links what they insist on in requests.
  for (const [name, value] of current.searchParams) if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  return url;
}

function countedPage({ url, rowCount }: PageRead, { style, parameter: name, first }: PagingSettings): URL | null {
  if (style !== 'page' && style !== 'offset') return null;
  const number = Number(url.searchParams.get(name) ?? (style === 'page' ? first : 0));
  if (!Number.isSafeInteger(number)) return null;
  const next = new URL(url);
  next.searchParams.set(name, String(style === 'page' ? number + 1 : number + rowCount));
  return next;
}
