import { hash } from 'node:crypto';
import { partGroups, partTables, type PartTable, type Row } from './tender-columns.js';

/** The rows that hang on a tender, by their table. */
export type TenderParts = Readonly<Record<PartTable, readonly Row[]>>;

// Two different contents have the same 48 bits once in 281 trillion times.
const hashBytes = 6;

/** What the parts of a tender are, in a few bytes for each group of tables: zeros for a group without rows. */
export function partHashes(parts: TenderParts): Buffer {
  const hashes = Buffer.alloc(partGroups.length * hashBytes);
  for (const [place, tables] of partGroups.entries()) {
    const rows = tables.map((table) => parts[table]);
    if (rows.every(({ length }) => length === 0)) continue;
    hash('md5', JSON.stringify(rows, asEntries), 'buffer').copy(hashes, place * hashBytes, 0, hashBytes);
  }
  return hashes;
}

// Words and their places are a map.
function asEntries(_: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}

/** The tables whose rows have to be written anew: all where it is not known what was written. */
export function stalePartTables(before: Buffer | null, now: Buffer): ReadonlySet<PartTable> {
  if (before === null || before.length !== now.length) return new Set(partTables);
  return new Set(
    partGroups
      .filter((_, place) => {
        const [start, end] = [place * hashBytes, (place + 1) * hashBytes];
        return now.compare(before, start, end, start, end) !== 0;
      })
      .flat(),
  );
}
