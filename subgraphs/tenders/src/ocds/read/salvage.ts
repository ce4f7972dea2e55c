import { isObject, member, parseJson } from '../json.js';
import { isBlank } from './splitter-state.js';
import { createStrictScan, type StrictScan } from './strict-scan.js';

/** What lies behind a fault in a file. */
export type Salvaged =
  /** A whole release or record. */
  | { kind: 'sound'; bytes: Buffer; offset: number }
  /** Bytes in which there is none; not all of them where they are very many. */
  | { kind: 'lost'; bytes: Buffer; offset: number; wasRelease: boolean }
  /** Here a package begins: from here on the file can be read as usual. Nothing follows this. */
  | { kind: 'package'; bytes: Buffer; offset: number };

/** Looks for whole releases where JSON has stopped being JSON. */
export interface Salvager {
  push(chunk: Buffer): Salvaged[];
  finish(): Salvaged[];
}

const releaseBytesMax = 64 * 1024 * 1024;
const lostBytesMax = 1024 * 1024;
const packageHeadBytes = 64 * 1024;
const keyBytesMax = 60;
const packageKeys: ReadonlySet<string> = new Set([
  'uri',
  'version',
  'extensions',
  'publishedDate',
  'publisher',
  'license',
  'publicationPolicy',
  'releases',
  'records',
  'packages',
  'links',
]);

/**
 * @param options.firstKeys - keys with which releases of this file begin; "ocid" is always one.
 * @param options.packagesAfter - packages count behind this place only; null for none at all.
 */
export function createSalvager(options: {
  offset: number;
  firstKeys: ReadonlySet<string>;
  packagesAfter: number | null;
}): Salvager {
  const { firstKeys, packagesAfter } = options;
  let held: Buffer = Buffer.alloc(0);
  let base = options.offset;
  let from = 0;
  let lostFrom = 0;
  let lostStart = false;
  let scan: { at: number; state: StrictScan } | null = null;

  const lose = (to: number, found: Salvaged[]): void => {
    const bytes = held.subarray(lostFrom, to);
    if (bytes.some((byte) => !isBlank(byte) && !punctuation.has(byte)))
      found.push({
        kind: 'lost',
        bytes: bytes.subarray(0, lostBytesMax),
        offset: base + lostFrom,
        wasRelease: lostStart,
      });
    lostFrom = to;
    lostStart = false;
  };
  const trim = (found: Salvaged[]): void => {
    if (scan === null && from - lostFrom > lostBytesMax) lose(from, found);
    const keep = Math.min(lostFrom, scan?.at ?? from);
    held = held.subarray(keep);
    base += keep;
    from -= keep;
    lostFrom -= keep;
    if (scan !== null) scan.at -= keep;
  };
  const judge = (at: number, length: number, found: Salvaged[]): void => {
    scan = null;
    const bytes = held.subarray(at, at + length);
    const verdict = length === 0 ? 'broken' : judged(bytes);
    if (verdict === 'sound') {
      lose(at, found);
      found.push({ kind: 'sound', bytes, offset: base + at });
      lostFrom = from = at + length;
    } else if (verdict === 'other') from = at + length;
    else {
      if (lostStart) lose(at, found);
      lostStart = true;
      from = at + 1;
    }
  };
  const search = (isLast: boolean): Salvaged[] => {
    const found: Salvaged[] = [];
    for (;;) {
      if (scan === null) {
        const packagesFrom = packagesAfter === null ? Infinity : packagesAfter + 1 - base;
        const start = nextStart(held, { from, firstKeys, packagesFrom, isLast });
        from = start.at;
        if (start.kind === 'none') break;
        if (start.kind === 'package') {
          lose(start.at, found);
          found.push({ kind: 'package', bytes: held.subarray(start.at), offset: base + start.at });
          return found;
        }
        scan = { at: start.at, state: createStrictScan() };
      }
      const { at, state } = scan;
      const length = state.read(held.subarray(at));
      if (length === null && !isLast && held.length - at <= releaseBytesMax) break;
      judge(at, length ?? 0, found);
    }
    if (isLast) lose(held.length, found);
    else trim(found);
    return found;
  };
  return {
    push(chunk) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      return search(false);
    },
    finish: () => search(true),
  };
}

const punctuation: ReadonlySet<number> = new Set(Buffer.from('{}[],'));

type Start = { kind: 'release' | 'package' | 'none'; at: number };

interface Search {
  from: number;
  firstKeys: ReadonlySet<string>;
  packagesFrom: number;
  isLast: boolean;
}

// A brace, and behind it a key with which releases or packages begin.
function nextStart(held: Buffer, { from, firstKeys, packagesFrom, isLast }: Search): Start {
  for (let at = held.indexOf(0x7b, from); at >= 0; at = held.indexOf(0x7b, at + 1)) {
    const key = firstKey(held, at);
    if (key === null) {
      if (!isLast && held.length - at < 2 * keyBytesMax) return { kind: 'none', at };
      continue;
    }
    if (key === 'ocid' || firstKeys.has(key)) return { kind: 'release', at };
    if (at < packagesFrom || !packageKeys.has(key)) continue;
    const head = held.subarray(at, at + packageHeadBytes);
    if (head.includes('"releases"') || head.includes('"records"')) return { kind: 'package', at };
    if (!isLast && head.length < packageHeadBytes) return { kind: 'none', at };
  }
  return { kind: 'none', at: held.length };
}

function firstKey(held: Buffer, at: number): string | null {
  let start = at + 1;
  while (start < held.length && isBlank(held[start] ?? 0)) start += 1;
  if (held[start] !== 0x22) return start < held.length ? '' : null;
  const end = held.subarray(start + 1, start + 1 + keyBytesMax).indexOf(0x22);
  if (end >= 0) return held.toString('utf8', start + 1, start + 1 + end);
  return held.length - start > keyBytesMax ? '' : null;
}

function judged(bytes: Buffer): 'sound' | 'other' | 'broken' {
  try {
    const value = parseJson(bytes);
    if (!isObject(value) || member(value, 'ocid') === undefined) return 'other';
    return ['id', 'date', 'tag', 'releases', 'compiledRelease'].some((key) => Object.hasOwn(value, key))
      ? 'sound'
      : 'other';
  } catch {
    return 'broken';
  }
}
