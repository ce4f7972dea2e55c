import type { SqlClient } from '../../../bulk/index.js';
import { segmentRows } from '../../../search-index/index.js';
import { designationTerm, pairTerm, rangeOfAmount } from './term-sql.repository.js';

/** Segments that are new or have changed in so many rows: new ones first, then those that have changed most. */
export async function findChangedSegments(client: SqlClient, changedMin: number): Promise<number[]> {
  const { rows } = await client.query<{ block: number }>(
    `select c.block from tenders.search_change c left join tenders.search_block b using (block)
     group by c.block having bool_or(b.block is null) or sum(cardinality(c.places)) >= $1
     order by bool_or(b.block is null) desc, sum(cardinality(c.places)) desc, c.block`,
    [changedMin],
  );
  return rows.map(({ block }) => block);
}

const lockNumber = 7_130_723;

/** Packs a segment anew and forgets what had changed in it. False when another is at it. */
export async function replaceSegment(client: SqlClient, number: number): Promise<boolean> {
  const lock = await client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1, $2) as taken', [
    lockNumber,
    number,
  ]);
  if (lock.rows[0]?.taken !== true) return false;
  await client.query('delete from tenders.search_change where block = $1', [number]);
  await client.query('delete from tenders.search_block where block = $1', [number]);
  await client.query(writeStatement, [number]);
  return true;
}

const microseconds = (column: string): string => floats(`(extract(epoch from ${column}) * 1000000)::float8`);
const floats = (value: string): string => inOrder(`float8send(coalesce(${value}, 'NaN'))`);
const codes = (column: string): string => inOrder(`int2send(coalesce(${column}, -1)::int2)`);
const inOrder = (value: string): string => `string_agg(${value}, ''::bytea order by place)`;
const valuesOf = (code: string, value: string): string =>
  `(select coalesce(jsonb_agg(value order by code), '[]') from (select distinct ${code} as code, ${value} as value from docs) v)`;
const inTermOrder = (value: string): string =>
  `(select coalesce(string_agg(${value}, ''::bytea order by term collate "C"), ''::bytea) from lists)`;

const group = `s.province, s.lifecycle, s.procurement_category, s.method, s.value_currency, ${rangeOfAmount}, s.has_briefing`;

const writeStatement = `
  with docs as materialized (
    select (s.doc & 8191)::integer as place, coalesce(w.words, ''::tsvector) as words, s.cidb, s.category, s.buyer_id, s.published_at, s.closing_at, s.opens_at, s.presumed_until, s.value_amount,
      jsonb_build_array(${group}) as cube,
      dense_rank() over (order by ${group}) - 1 as cube_code,
      dense_rank() over (order by s.category) - 1 as category_code,
      dense_rank() over (order by s.buyer_id) - 1 as buyer_code
    from tenders.tender_search s left join tenders.tender_words w on w.tender_id = s.tender_id
    where s.doc >= $1::integer::bigint << 13 and s.doc < ($1::integer::bigint + 1) << 13
  ), positions as materialized (
    select place, lexeme, position::integer from docs, unnest(words) as w(lexeme, positions), unnest(positions) as p(position)
  ), lists as materialized (
    select term, count(*) as rows, string_agg(int2send(place::int2), ''::bytea) as places
    from (
      select place, term from docs, unnest(tsvector_to_array(words)) as w(term)
      union all
      select distinct l.place, ${pairTerm('l.lexeme', 'r.lexeme')}
      from positions l join positions r on r.place = l.place and r.position = l.position + 1
      union all
      select place, ${designationTerm('key')} from docs, unnest(case when cidb = '{}' then '{""}' else cidb end) as c(key)
    ) terms
    group by term
  )
  insert into tenders.search_block (block, cubes, cube_values, categories, category_values, buyers, buyer_values,
    published, closing, opening, presumed, amounts, terms, term_counts, term_places)
  select $1::integer, ${codes('cube_code')}, ${valuesOf('cube_code', 'cube')},
    ${codes('category_code')}, ${valuesOf('category_code', 'category')}, ${codes('buyer_code')}, ${valuesOf('buyer_code', 'buyer_id')},
    ${microseconds('published_at')}, ${microseconds('closing_at')}, ${microseconds('opens_at')}, ${microseconds('presumed_until')}, ${floats('case when value_amount is not null then least(value_amount, 1e300) end::float8')},
    ${inTermOrder(`convert_to(term || chr(10), 'UTF8')`)}, ${inTermOrder('int2send(rows::int2)')}, ${inTermOrder('places')}
  from generate_series(0, ${segmentRows - 1}) as place left join docs using (place)
  having exists (select from docs)`;
