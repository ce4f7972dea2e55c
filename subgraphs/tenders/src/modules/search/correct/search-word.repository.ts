import type { ReadClient } from '@hub/runtime/database';
import { transpositionsOf, type SimilarWord } from '../../../search-index/index.js';

// A word in more tenders is no error of theirs.
const rareMax = 3;

/**
 * For each word that hardly any public tender has, in any form, words of public tenders that look like it. Words of a team's own
 * tenders are not among them: the list is everybody's.
 */
export async function findSimilarWords(db: ReadClient, words: readonly string[]): Promise<Map<string, SimilarWord[]>> {
  const neighbours = words.flatMap((word) => transpositionsOf(word).map((neighbour) => ({ word, neighbour })));
  const rows = await db.$queryRaw<{ typed: string; word: string; tenderCount: number; typedCount: number }[]>`
    select typed.word as typed, similar_word.word, counted.tenders as "tenderCount", own.tenders as "typedCount"
    from unnest(${[...words]}::text[]) as typed(word)
    cross join lateral (
      select count(*)::int as tenders from (
        select 1 from tenders.tender_words t where t.words @@ plainto_tsquery('tenders.words', typed.word) limit ${rareMax + 1}
      ) hits
    ) own
    cross join lateral (
      select s.word, s.lexeme from tenders.similar_words(typed.word) s
      union
      select w.word, w.lexeme from tenders.search_word w
      where w.word = any (array(select n.neighbour from unnest(${neighbours.map(({ word }) => word)}::text[],
        ${neighbours.map(({ neighbour }) => neighbour)}::text[]) as n(word, neighbour) where n.word = typed.word))
    ) similar_word
    cross join lateral (
      select count(*)::int as tenders from (
        select 1 from tenders.tender_words t
        where t.words @@ case when similar_word.lexeme <> '' then quote_literal(similar_word.lexeme)::tsquery end limit 200
      ) hits
    ) counted
    where numnode(plainto_tsquery('tenders.words', typed.word)) > 0 and own.tenders <= ${rareMax}
      and similar_word.lexeme <> all (tsvector_to_array(to_tsvector('tenders.words', typed.word)))`;
  return Map.groupBy(rows, ({ typed }) => typed);
}
