import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrate } from '@hub/prisma/migrate';
import { copyRows, inTransaction } from '@hub/tenders/bulk';
import { createStemLookup, type StemLookup } from '@hub/tenders/imports/stem-lookup';
import { readTender, searchTexts } from '@hub/tenders/imports/tender-rows';
import { tablesOf } from '@hub/tenders/imports/tender-write';
import { packSegments } from '@hub/tenders/search/pack-segments';
import { rolePasswordsFrom } from '@hub/runtime/service';
import pg from 'pg';
import type { BenchContext } from '../bench.js';
import { onServer, type BenchDatabase } from '../database.js';
import { readCorpus, type Corpus } from './corpus.js';
import { buyerIdOf, buyerOf, buyersMax, inventTender } from './invent-tender.js';
import { progressOf } from './progress.js';

const chunkTenders = 5_000;
// This process makes the next rows while the database writes those before.
const connections = 2;

/**
 * The database of so many invented tenders. It is built once and kept; a build that was stopped goes on where it was,
 * and one made by another recipe is made anew.
 */
export async function keptDatabase(context: BenchContext, tenders: number): Promise<BenchDatabase> {
  const server = context.env['DATABASE_URL'] ?? '';
  const name = `hub_bench_search_${tenders}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = { url: url.toString(), rolePasswords: rolePasswordsFrom(context.env) };
  const recipe = recipeHash();
  const isKept = (await isOfRecipe(server, { name, url: database.url, recipe })) && (await isMigrated(database));
  if (!isKept) {
    await onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`));
    await onServer(server, (client) => client.query(`create database ${name}`));
    await migrate({ ...database, log: () => undefined });
  }
  const pool = new pg.Pool({ connectionString: database.url, max: connections });
  try {
    await build(context, { pool, tenders, recipe });
    await Promise.all(Array.from({ length: connections }, () => packSegments(pool, new AbortController().signal)));
  } finally {
    await pool.end();
  }
  return database;
}

// Migrations that came since are applied. One that was edited or put before others asks for a new database.
async function isMigrated(database: BenchDatabase): Promise<boolean> {
  return migrate({ ...database, log: () => undefined }).then(
    () => true,
    () => false,
  );
}

// What the rows depend on: the recipe and the splitter of words.
function recipeHash(): string {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const hash = createHash('sha256');
  const files = ['corpus', 'invent-tender', 'random'].map((name) => `test/bench/search/${name}.ts`);
  for (const name of ['words', 'search-vector']) files.push(`subgraphs/tenders/src/search-index/text/${name}.ts`);
  for (const file of files) hash.update(file).update(readFileSync(`${root}/${file}`));
  return hash.digest('hex').slice(0, 16);
}

async function isOfRecipe(
  server: string,
  { name, url, recipe }: { name: string; url: string; recipe: string },
): Promise<boolean> {
  const exists = await onServer(server, (client) =>
    client.query('select 1 from pg_database where datname = $1', [name]),
  );
  if (exists.rowCount === 0) return false;
  return onServer(url, async (client) => {
    const { rowCount } = await client
      .query('select 1 from bench.build where recipe = $1', [recipe])
      .catch(() => ({ rowCount: 0 }));
    return rowCount === 1;
  });
}

interface Build {
  pool: pg.Pool;
  tenders: number;
  recipe: string;
}

async function build({ say }: BenchContext, { pool, tenders, recipe }: Build): Promise<void> {
  await pool.query(`create schema if not exists bench;
    create table if not exists bench.build (recipe text not null, indexes text[] not null default '{}', is_complete boolean not null default false);
    create table if not exists bench.chunk (start integer primary key);
    insert into bench.build (recipe) select '${recipe}' where not exists (select from bench.build)`);
  const { rows } = await pool.query<{ is_complete: boolean }>('select is_complete from bench.build');
  if (rows[0]?.is_complete === true) return;
  const startedAt = performance.now();
  say(`Building ${tenders.toLocaleString('en')} tenders, once.`);
  const corpus = await readCorpus();
  await pool.query(dropIndexes);
  await writeBuyers(pool, corpus);
  await writeTenders(pool, { corpus, tenders, say });
  say('Making the indexes.');
  await finish(pool);
  say(`Built in ${Math.round((performance.now() - startedAt) / 1_000)} s.`);
}

// A million rows go faster into tables without indexes. What they were is noted, for a build that is stopped here.
const dropIndexes = `do $$
  declare one record;
  begin
    for one in
      select i.indexrelid::regclass as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
      where i.indrelid in ('tenders.tender'::regclass, 'tenders.tender_search'::regclass, 'tenders.tender_words'::regclass)
        and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
    loop
      update bench.build set indexes = indexes || one.definition;
      execute 'drop index ' || one.name;
    end loop;
  end $$`;

async function writeBuyers(pool: pg.Pool, corpus: Corpus): Promise<void> {
  const buyers = Array.from({ length: buyersMax }, (_, place) => buyerOf(place, corpus));
  await pool.query(
    `insert into tenders.buyer (id, key, name, local_id) select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
     on conflict do nothing`,
    [
      buyers.map((_, place) => buyerIdOf(place)),
      buyers.map(({ key }) => key),
      buyers.map(({ name }) => name),
      buyers.map(({ localId }) => localId),
    ],
  );
}

async function writeTenders(
  pool: pg.Pool,
  { corpus, tenders, say }: { corpus: Corpus; tenders: number; say: (line: string) => void },
): Promise<void> {
  const sources = await pool.query<{ id: string }>('select id from tenders.source order by name limit 1');
  const sourceId = sources.rows[0]?.id ?? '';
  const done = await pool.query<{ start: number }>('select start from bench.chunk');
  const isDone = new Set(done.rows.map(({ start }) => start));
  const starts = Array.from({ length: Math.ceil(tenders / chunkTenders) }, (_, index) => index * chunkTenders);
  const waiting = starts.filter((start) => !isDone.has(start)).values();
  const progress = progressOf(tenders, isDone.size * chunkTenders, say);
  const stems = createStemLookup();
  const lane = async (): Promise<void> => {
    for (const start of waiting) {
      await writeChunk({ pool, stems, corpus, tenders, sourceId, start });
      progress(Math.min(chunkTenders, tenders - start));
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
}

interface Chunk {
  pool: pg.Pool;
  stems: StemLookup;
  corpus: Corpus;
  tenders: number;
  sourceId: string;
  start: number;
}

// Without the checks of foreign keys: the recipe names only rows that it has made.
const bulkLimits = 'set local synchronous_commit = off; set local session_replication_role = replica';

async function writeChunk({ pool, stems, corpus, tenders, sourceId, start }: Chunk): Promise<void> {
  const count = Math.min(chunkTenders, tenders - start);
  const invented = Array.from({ length: count }, (_, index) =>
    inventTender(start + index, { corpus, tenders, sourceId }),
  );
  const buyers = new Map(
    invented.map(({ state: { buyer } }) => [buyer?.key ?? '', buyerIdOf(Number(buyer?.localId ?? 0))]),
  );
  await inTransaction(pool, bulkLimits, async (client) => {
    const vectors = await stems.vectorsOf(
      client,
      invented.map(({ state }) => searchTexts(state)),
    );
    const read = invented.map((tender, index) =>
      readTender(
        { ...tender, changedIn: 1 },
        { words: vectors[index] ?? new Map(), suppliers: new Map(), hashesBefore: null },
      ),
    );
    await copyRows(client, tablesOf({ tenders: read, rewritten: [] }, buyers));
    await client.query('insert into bench.chunk values ($1)', [start]);
  });
}

async function finish(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ indexes: string[] }>('select indexes from bench.build');
  for (const definition of rows[0]?.indexes ?? []) {
    await pool.query(definition.replace('INDEX', 'INDEX IF NOT EXISTS'));
  }
  for (const table of ['tender', 'tender_search', 'tender_words', 'buyer'])
    await pool.query(`vacuum (analyze) tenders.${table}`);
  // What triggers note when rows are not written as they are here.
  await pool.query(`insert into tenders.search_change (block, places)
    select (doc >> 13)::int4, array_agg((doc & 8191)::int2) from tenders.tender_search group by 1`);
  await pool.query('update bench.build set is_complete = true');
}
