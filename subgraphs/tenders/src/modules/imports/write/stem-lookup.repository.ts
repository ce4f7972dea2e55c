import { ownCopy } from '../../../ocds/index.js';
import {
  isLookedUp,
  searchVector,
  splitTexts,
  type SearchDocument,
  type SearchVector,
  type SearchWords,
} from '../../../search-index/index.js';
import type { SqlClient } from '../../../bulk/index.js';

/**
 * Lexemes of words as the database's dictionary makes them, each asked for once. Asking the dictionary itself, instead of
 * stemming here, keeps what is stored and what is searched for the same on every version of the database.
 */
export interface StemLookup {
  /** The vectors of documents. New words are looked up, all in one statement. */
  vectorsOf(client: SqlClient, documents: Iterable<SearchDocument>): Promise<SearchVector[]>;
}

// A country's tenders use some tens of thousands of words; misspellings make up the rest. Beyond that all are forgotten,
// which at worst asks for every word twice and saves what a list of what to forget first would cost.
const wordsKeptMax = 50_000;

const lookUp = `select array(
    select v.lexeme from unnest(to_tsvector('tenders.words', w.word)) as v, unnest(v.positions) as p(position)
    order by p.position
  ) as lexemes
  from unnest($1::text[]) with ordinality as w(word, place) order by w.place`;

export function createStemLookup(): StemLookup {
  let known = new Map<string, readonly string[]>();
  return {
    async vectorsOf(client, documents) {
      if (known.size > wordsKeptMax) known = new Map();
      const stems = known;
      const vectors: SearchVector[] = [];
      const unready = new Map<number, SearchWords>();
      for (const { languages, ...texts } of documents) {
        const words = splitTexts(texts, languages);
        const vector = searchVector(words, stems);
        if (vector === null) unready.set(vectors.length, words);
        vectors.push(vector ?? new Map());
      }
      await learn(client, stems, unready.values());
      for (const [index, words] of unready) vectors[index] = completeVector(words, stems);
      return vectors;
    },
  };
}

async function learn(
  client: SqlClient,
  stems: Map<string, readonly string[]>,
  documents: Iterable<SearchWords>,
): Promise<void> {
  const unknown = new Set<string>();
  for (const { words } of documents) {
    for (const word of words) if (!stems.has(word) && isLookedUp(word)) unknown.add(word);
  }
  if (unknown.size === 0) return;
  const asked = [...unknown];
  const { rows } = await client.query<{ lexemes: string[] }>(lookUp, [asked]);
  for (const [index, word] of asked.entries()) stems.set(ownCopy(word), rows[index]?.lexemes ?? []);
  await keepWords(client, stems, asked);
}

const keep = `insert into tenders.search_word (word, lexeme)
  select * from unnest($1::text[], $2::text[]) order by 1 on conflict (word) do nothing`;

// For correcting what people type. Sorted, so that two imports never wait for each other's words crosswise.
async function keepWords(
  client: SqlClient,
  stems: ReadonlyMap<string, readonly string[]>,
  words: readonly string[],
): Promise<void> {
  const kept = words.filter((word) => isKept.test(word));
  if (kept.length > 0) await client.query(keep, [kept, kept.map((word) => stems.get(word)?.[0] ?? '')]);
}

const isKept = /^[\p{L}\p{M}]{4,40}$/u;

function completeVector(words: SearchWords, stems: ReadonlyMap<string, readonly string[]>): SearchVector {
  const vector = searchVector(words, stems);
  if (vector === null) throw new Error('The dictionary did not answer for every word.');
  return vector;
}
