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
    if (tables.every((table) => parts[table].length === 0)) continue;
    const text = JSON.stringify(tables.map((table) => (table === 'tender_words' ? wordRows(parts) : parts[table])));
    hash('md5', text, 'buffer').copy(hashes, place * hashBytes, 0, hashBytes);
  }
  return hashes;
}

// Words and their places are a map. A replacer of JSON.stringify would be called for every value of every row.
function wordRows({ tender_words }: TenderParts): readonly Row[] {
  return tender_words.map(({ words, ...row }) => ({ ...row, words: words instanceof Map ? [...words] : words }));
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
