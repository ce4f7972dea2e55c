import type { BulkPool } from '@hub/runtime/database';
import { inTransaction, withClient, type SqlClient } from '../../imports/with-client.js';
import { rangeOfAmount } from '../facets.repository.js';

/** Rows that one block has room for: as many as places fit into 16 bits with some to spare. */
export const blockRows = 8_192;

// In fewer rows than one of a hundred a word is found quickly by the index.
const commonRowsMin = 82;

/** What a packing has done. */
export interface Packing {
  packed: number;
  /** True when all blocks that had changed were packed. */
  isComplete: boolean;
}

/**
 * Packs blocks of tender_search that have changed: their columns and the places of their common words. It may run
 * beside imports and beside itself; a block that changes meanwhile stays marked and is packed again next time.
 */
export async function packSearch(pool: BulkPool, signal: AbortSignal): Promise<Packing> {
  const { rows } = await withClient(pool, (client) =>
    client.query<{ block: number }>('select distinct block from tenders.search_change order by block'),
  );
  let packed = 0;
  for (const { block } of rows) {
    if (signal.aborted) break;
    if (await packBlock(pool, block)) packed += 1;
  }
  return { packed, isComplete: packed === rows.length };
}

// One snapshot for all statements: the marks removed are those of the changes that were read.
const settings = `set transaction isolation level repeatable read; set local statement_timeout = '1min'`;
const lockNumber = 7_130_723;

async function packBlock(pool: BulkPool, block: number): Promise<boolean> {
  try {
    return await inTransaction(pool, settings, async (client) => {
      const lock = await client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1, $2) as taken', [
        lockNumber,
        block,
      ]);
      if (lock.rows[0]?.taken !== true) return false;
      await client.query('delete from tenders.search_change where block = $1', [block]);
      await client.query('delete from tenders.search_block where block = $1', [block]);
      await writeColumns(client, block);
      await client.query(writeWords, [block]);
      return true;
    });
  } catch (error) {
    // Another was faster between our snapshot and our lock: its work is as good.
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === '40001') return false;
    throw error;
  }
}

const inBlock = '(s.doc >> 13)::integer = $1';

// Rounded up, a time compares with a whole millisecond as it does itself.
const milliseconds = (column: string): string =>
  `float8send(coalesce(ceil(extract(epoch from case when lifecycle = 'LIVE' then ${column} end) * 1000)::float8, 'NaN'))`;
const inOrder = (value: string): string => `string_agg(${value}, ''::bytea order by place)`;
const valuesOf = (code: string, value: string): string =>
  `(select coalesce(jsonb_agg(value order by code), '[]') from (select distinct ${code} as code, ${value} as value from docs) v)`;

async function writeColumns(client: SqlClient, block: number): Promise<void> {
  await client.query(
    `with docs as materialized (
      select (s.doc & 8191)::integer as place, s.lifecycle, s.category, s.buyer_id, s.closing_at, s.opens_at,
        jsonb_build_array(s.province, s.lifecycle, s.procurement_category, s.method, s.value_currency, ${rangeOfAmount}, s.has_briefing) as cube,
        dense_rank() over (order by s.province, s.lifecycle, s.procurement_category, s.method, s.value_currency, ${rangeOfAmount}, s.has_briefing) - 1 as cube_code,
        dense_rank() over (order by s.category) - 1 as category_code,
        dense_rank() over (order by s.buyer_id) - 1 as buyer_code
      from tenders.tender_search s where ${inBlock}
    )
    insert into tenders.search_block (block, cubes, cube_values, categories, category_values, buyers, buyer_values, closings, openings)
    select $1, ${inOrder('int2send(coalesce(cube_code, -1)::int2)')}, ${valuesOf('cube_code', 'cube')},
      ${inOrder('int2send(coalesce(category_code, -1)::int2)')}, ${valuesOf('category_code', 'category')},
      ${inOrder('int2send(coalesce(buyer_code, -1)::int2)')}, ${valuesOf('buyer_code', 'buyer_id')},
      ${inOrder(milliseconds('closing_at'))}, ${inOrder(milliseconds('opens_at'))}
    from generate_series(0, ${blockRows - 1}) as place left join docs using (place)
    having exists (select from docs)`,
    [block],
  );
}

const writeWords = `insert into tenders.search_block_word (revision, word, places)
  select b.revision, w.word, string_agg(int2send((s.doc & 8191)::int2), ''::bytea)
  from tenders.tender_search s, tenders.search_block b, unnest(tsvector_to_array(s.words)) as w(word)
  where ${inBlock} and b.block = $1
  group by b.revision, w.word having count(*) >= ${commonRowsMin}`;
