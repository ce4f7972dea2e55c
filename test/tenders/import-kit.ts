import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { importReleases, type ImportResult } from '@hub/tenders/import-releases';
import { testDatabase, type TestDatabase } from '../kit/database.js';

/** A database, a way to import into it as the tenders service, and a folder for files. */
export interface ImportKit {
  database: TestDatabase;
  pool: pg.Pool;
  import(target: string, options?: { source?: string; signal?: AbortSignal; pool?: pg.Pool }): Promise<ImportResult>;
  /** Writes a file for importing and answers its path. */
  file(name: string, content: unknown): string;
  folder: string;
  /** Checksum of every table that an import fills, without the times at which rows were made and without made-up ids. */
  checksums(): Promise<Record<string, string>>;
  close(): Promise<void>;
}

// Row ids are new on every import; what they lead to is compared instead.
const contents: Record<string, string> = {
  release: `select ocid, release_id, content_hash, is_current, is_snapshot, released_at, published_date, observed_at, version, extensions, raw from tenders.release`,
  tender: `select t.ocid, to_jsonb(t) - array['id', 'source_id', 'buyer_id', 'created_at', 'updated_at', 'changed_in', 'part_hashes'] from tenders.tender t`,
  tender_search: `select t.ocid, to_jsonb(s) - array['tender_id', 'buyer_id', 'doc'] from tenders.tender_search s join tenders.tender t on t.id = s.tender_id`,
  tender_words: `select t.ocid, w.words from tenders.tender_words w join tenders.tender t on t.id = w.tender_id`,
  tender_fact: `select t.ocid, to_jsonb(f) - 'tender_id' from tenders.tender_fact f join tenders.tender t on t.id = f.tender_id`,
  tender_version: `select t.ocid, v.version, r.content_hash, v.is_silent, v.impact, v.changes from tenders.tender_version v
    join tenders.tender t on t.id = v.tender_id join tenders.release r on r.id = v.release_id`,
  ...Object.fromEntries(
    ['tender_document', 'briefing_session', 'lot', 'item', 'award', 'award_item', 'public_contract'].map((table) => [
      table,
      `select t.ocid, to_jsonb(p) - 'tender_id' from tenders.${table} p join tenders.tender t on t.id = p.tender_id`,
    ]),
  ),
  award_supplier: `select t.ocid, a.award_key, a.seen_at, s.key, r.key, r.content_hash from tenders.award_supplier a
    join tenders.tender t on t.id = a.tender_id join tenders.supplier_record r on r.id = a.record_id join tenders.supplier s on s.id = r.supplier_id`,
  buyer: `select key from tenders.buyer`,
  supplier: `select s.key, s.name, i.scheme, i.identifier from tenders.supplier s left join tenders.supplier_identifier i on i.supplier_id = s.id`,
  supplier_record: `select o.name as source, s.key as supplier, to_jsonb(r) - array['id', 'source_id', 'supplier_id', 'recorded_at'] from tenders.supplier_record r
    join tenders.source o on o.id = r.source_id left join tenders.supplier s on s.id = r.supplier_id`,
  quarantined_release: `select reason, detail, ocid, release_id, origin, content_hash, raw from tenders.quarantined_release`,
};

export async function importKit(): Promise<ImportKit> {
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.urlOf('svc_importer'), max: 3 });
  pool.on('error', () => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'hub-import-test-'));
  return {
    database,
    pool,
    folder,
    import: (target, { source, signal = new AbortController().signal, pool: other = pool } = {}) =>
      importReleases({ target, pool: other, source: source ?? null, signal }),
    file(name, content) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
      return path;
    },
    async checksums() {
      const sums: Record<string, string> = {};
      for (const [table, query] of Object.entries(contents)) {
        const [row] = await database.sql<{ sum: string }>(
          `select count(*) || ' ' || coalesce(md5(string_agg(md5(q::text), '' order by md5(q::text))), '') as sum from (${query}) q`,
        );
        sums[table] = row?.sum ?? '';
      }
      return sums;
    },
    async close() {
      await pool.end();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Imports releases into a database as the tenders service does. */
export async function feedInto(database: TestDatabase, releases: readonly unknown[]): Promise<void> {
  const pool = new pg.Pool({ connectionString: database.urlOf('svc_importer'), max: 2 });
  pool.on('error', () => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'hub-import-test-'));
  try {
    const target = join(folder, 'releases.json');
    writeFileSync(target, JSON.stringify({ version: '1.1', releases }));
    await importReleases({ target, pool, source: null, signal: new AbortController().signal });
  } finally {
    await pool.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A release of a South African tender, all its fields replaceable. */
export function notice(number: number, tender: Record<string, unknown> = {}, rest: Record<string, unknown> = {}) {
  const ocid = `ocds-9t57fa-${number}`;
  return {
    ocid,
    id: `${ocid}-2026-03-01`,
    date: '2026-03-01T00:00:00Z',
    tag: ['compiled'],
    initiationType: 'tender',
    tender: {
      id: String(number),
      title: `RFQ ${number}`,
      description: `Repair of pump station ${number}`,
      status: 'active',
      province: 'Gauteng',
      value: { amount: 0, currency: 'ZAR' },
      tenderPeriod: { startDate: '2026-03-01T00:00:00Z', endDate: '2026-03-31T11:00:00Z' },
      documents: [
        {
          id: `d${number}`,
          title: 'Terms.pdf',
          url: `https://portal.example/get?downloadedFileName=Terms%20${number}.pdf`,
        },
      ],
      ...tender,
    },
    buyer: { id: '804', name: 'Water Board' },
    ...rest,
  };
}
