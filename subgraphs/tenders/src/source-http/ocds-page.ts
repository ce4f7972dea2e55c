import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { isObject, member, parseJson, textOf, type Json, readReleases } from '../ocds/index.js';
import { PollFailure } from './poll-failure.js';
import { pointAt } from './json-pointer.js';

type Items = Extract<Awaited<ReturnType<ReturnType<typeof readReleases>['next']>>, { done?: false }>['value'];
/** A release, or something that was meant to be one. */
export type PageItem = Exclude<Items[number], { kind: 'other' }>;

/** One page of OCDS data. */
export interface OcdsPage {
  readonly items: readonly PageItem[];
  /** Objects among the releases that are none. */
  readonly strays: readonly Buffer[];
  readonly next: string | null;
  /** Names the page by the ids on it: a page that comes back under another address has the same one. */
  readonly fingerprint: string;
}

/**
 * Checks that a body is whole and is OCDS, while it can still be asked for again.
 *
 * @throws PollFailure `MALFORMED` for half a body, for a page of HTML, and for JSON that is no package.
 */
export function checkOcds(bytes: Buffer): void {
  const value = parsed(bytes);
  const lists = [value, member(value, 'releases'), member(value, 'records')];
  const isRelease = member(value, 'ocid') !== undefined;
  if (!lists.some((list) => Array.isArray(list)) && !isRelease)
    throw new PollFailure('MALFORMED', 'The source answered with JSON that is no OCDS package.');
}

/** Takes a page apart. The bytes have passed `checkOcds`. */
export async function readOcdsPage(bytes: Buffer, nextPointer: string): Promise<OcdsPage> {
  const items: PageItem[] = [];
  const strays: Buffer[] = [];
  const reading = readReleases({ name: 'page.json', open: () => Readable.from([bytes]) });
  let step = await reading.next();
  for (; step.done !== true; step = await reading.next()) {
    for (const item of step.value) {
      if (item.kind === 'other') strays.push(item.bytes);
      else items.push(item);
    }
  }
  if (step.value.fault !== null) throw new PollFailure('MALFORMED', step.value.fault);
  // A page that is one object without releases has been read as that object.
  const hasRows = items.length > 0;
  return {
    items,
    strays: hasRows ? strays : [],
    next: textOf(pointAt(parsed(bytes), nextPointer), 2_000),
    fingerprint: fingerprintOf(items.map(identityOf)),
  };
}

/** A short name for a set of ids, whatever their order. */
export function fingerprintOf(ids: readonly string[]): string {
  return createHash('sha256').update(ids.toSorted().join('\n')).digest('hex').slice(0, 32);
}

function identityOf(item: PageItem): string {
  if (item.kind === 'problem') return createHash('sha256').update(item.bytes).digest('hex');
  return JSON.stringify([
    textOf(member(item.value, 'ocid')),
    textOf(member(item.value, 'id')),
    textOf(member(item.value, 'date')),
  ]);
}

/** @throws PollFailure `MALFORMED` for anything that is not one whole JSON value. */
export function parsed(bytes: Buffer): Json {
  try {
    return parseJson(bytes);
  } catch (cause) {
    throw new PollFailure(
      'MALFORMED',
      bytes.length === 0
        ? 'The source answered with an empty body.'
        : 'The source answered with something that is not JSON, or with half of it.',
      { cause },
    );
  }
}

/** Days on which the releases of a page are dated, for counting those outside the window asked for. */
export function daysOf(items: readonly PageItem[]): string[] {
  return items.flatMap((item) =>
    item.kind === 'release' && isObject(item.value) ? [textOf(item.value['date'], 60)?.slice(0, 10) ?? ''] : [],
  );
}
