import { isObject } from '../json.js';
import { createCollector, ocdsSplit, takeApart, type ReadItem, type ReleaseCollector } from './collect-releases.js';
import { createJsonSplitter, type JsonSplitter } from './json-splitter.js';
import { JsonSyntaxError } from './json-piece.js';
import type { PackageFacts } from './package-facts.js';
import { createSalvager, type Salvaged, type Salvager } from './salvage.js';

/** Reads releases out of the bytes of a file that is one JSON value after another, and past what is not JSON in it. */
export interface ReleaseReader {
  push(chunk: Buffer): ReadItem[];
  finish(): ReadItem[];
  /** Where it is not JSON; null when it is all through. */
  fault(): string | null;
}

interface Reading {
  splitter: JsonSplitter;
  collector: ReleaseCollector;
  /** Reads on where the splitter has met a fault; null while there is none. */
  salvager: Salvager | null;
}

const placesToldMax = 5;
const faultsMax = 1_000;

export function createReleaseReader(facts: PackageFacts): ReleaseReader {
  const places: number[] = [];
  const firstKeys = new Set<string>();
  const reading: Reading = {
    splitter: createJsonSplitter(ocdsSplit),
    collector: createCollector(facts),
    salvager: null,
  };
  let packagesAfter = -1;
  let isCut = false;
  let isGivenUp = false;

  const learn = (items: readonly ReadItem[]): void => {
    const found = firstKeys.size < 5 ? items.find(({ kind }) => kind === 'release') : undefined;
    if (found?.kind !== 'release' || !isObject(found.value)) return;
    const [key] = Object.keys(found.value);
    if (key !== undefined) firstKeys.add(key);
  };
  const split = (chunk: Buffer): ReadItem[] => {
    const items: ReadItem[] = [];
    try {
      for (const piece of reading.splitter.push(chunk)) items.push(...reading.collector.take(piece));
      learn(items);
      return items;
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error;
      learn(items);
      places.push(error.offset);
      const { bytes, offset } = reading.splitter.rest();
      reading.salvager = createSalvager({ offset, firstKeys, packagesAfter });
      return [...items, ...take(reading.salvager.push(bytes))];
    }
  };
  const take = (salvaged: readonly Salvaged[]): ReadItem[] =>
    salvaged.flatMap((piece) => {
      if (piece.kind === 'sound') return takeApart(piece.bytes, facts, piece.offset);
      if (piece.kind === 'lost') {
        if ((places.at(-1) ?? -1) < piece.offset) places.push(piece.offset);
        return piece.wasRelease ? [lostRelease(piece, facts)] : [];
      }
      isGivenUp = places.length > faultsMax;
      if (isGivenUp) return [];
      packagesAfter = piece.offset;
      reading.salvager = null;
      reading.splitter = createJsonSplitter({ ...ocdsSplit, offset: piece.offset });
      reading.collector = createCollector(facts);
      return split(piece.bytes);
    });
  const finish = (): ReadItem[] => {
    if (isGivenUp) return [];
    if (reading.salvager === null) {
      if (reading.splitter.unfinished() === null) return [];
      const { bytes, offset } = reading.splitter.rest();
      const search = createSalvager({ offset, firstKeys, packagesAfter });
      reading.salvager = search;
      const items = take(search.push(bytes));
      if (reading.salvager !== search) {
        places.push(offset);
        return [...items, ...finish()];
      }
      isCut = true;
      items.push(...take(search.finish()));
      // What the end of the file cuts off is told with the file; what lies before a whole release was one of its own.
      return items.slice(0, items.findLastIndex(({ kind }) => kind === 'release') + 1);
    }
    const search = reading.salvager;
    const items = take(search.finish());
    return reading.salvager === search ? items : [...items, ...finish()];
  };
  return {
    push(chunk) {
      if (isGivenUp) return [];
      return reading.salvager === null ? split(chunk) : take(reading.salvager.push(chunk));
    },
    finish,
    fault() {
      if (isCut) return 'The file ends in the middle of a value.';
      if (places.length === 0) return null;
      const told = places.slice(0, placesToldMax).join(', ');
      const more = places.length > placesToldMax ? ` and ${places.length - placesToldMax} places more` : '';
      return `Not JSON: unexpected text at byte ${told}${more}.`;
    },
  };
}

function lostRelease({ bytes, offset }: { bytes: Buffer; offset: number }, facts: PackageFacts): ReadItem {
  const detail = `At byte ${offset}: not valid JSON.`;
  return { kind: 'problem', reason: 'MALFORMED_JSON', detail, bytes, facts };
}
