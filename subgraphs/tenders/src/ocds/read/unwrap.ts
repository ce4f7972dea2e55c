import { isObject, member } from '../json.js';
import { createJsonSplitter } from './json-splitter.js';
import { parsed } from './package-facts.js';

// Members in which answers of portals and dumps of programs hold what was asked for.
const wrappers: ReadonlySet<string> = new Set([
  ...['data', 'result', 'results', 'items', 'content', 'payload', 'response', 'rows'],
  ...['release', 'record', 'releasePackage', 'recordPackage', 'Releases', 'Records'],
]);
const levelsMax = 3;

/** A value in a larger one, and where it begins in the file. */
export interface Wrapped {
  readonly bytes: Buffer;
  readonly offset: number;
}

/** Values that an object which is no release itself is wrapped around, as in `{"count": 2, "results": [...]}`. */
export function wrappedIn({ bytes, offset }: Wrapped, level = 1): Wrapped[] {
  const splitter = createJsonSplitter({ lists: wrappers, members: new Set(), offset });
  return [...splitter.push(bytes)].flatMap((piece) => {
    if (piece.kind !== 'element') return [];
    const value = parsed(piece.bytes);
    if (level === levelsMax || !isObject(value) || member(value, 'ocid') !== undefined) return [piece];
    const inner = wrappedIn(piece, level + 1);
    return inner.length > 0 ? inner : [piece];
  });
}
