import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeId } from '@hub/runtime/graphql';
import { importReleases, type ImportResult } from '@hub/tenders/import-releases';
import { createSubgraph } from '@hub/tenders/subgraph';
import pg from 'pg';
import { testSubgraph, type TestSubgraph } from '../../kit/subgraph.js';
import { settledEvents } from '../../kit/settled-events.js';

/** The tenders subgraph, and a way to feed releases to it as its importer does. */
export interface VersionsKit extends TestSubgraph {
  /** Imports releases as one file. */
  feed(...releases: readonly unknown[]): Promise<void>;
  /** Imports a file or a folder. */
  feedFile(target: string): Promise<ImportResult>;
  /** Row and API id of a tender. */
  tenderOf(ocid: string): Promise<{ row: string; id: string }>;
  /** Waits until everything that is committed has its place in the order of changes. */
  settled(): Promise<void>;
}

export async function versionsKit(now = '2026-03-15T10:00:00Z'): Promise<VersionsKit> {
  const subgraph = await testSubgraph({
    name: 'tenders',
    create: createSubgraph,
    now: () => new Date(now),
  });
  const { database } = subgraph;
  const pool = new pg.Pool({ connectionString: database.urlOf('svc_importer'), max: 2 });
  pool.on('error', () => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'hub-versions-test-'));
  let files = 0;
  const feedFile = (target: string): Promise<ImportResult> =>
    importReleases({ target, pool, source: null, signal: new AbortController().signal });
  return {
    ...subgraph,
    feedFile,
    async feed(...releases) {
      files += 1;
      const target = join(folder, `${files}.json`);
      writeFileSync(target, JSON.stringify({ version: '1.1', releases }));
      await feedFile(target);
    },
    async tenderOf(ocid) {
      const [found] = await database.sql<{ id: string }>('select id from tenders.tender where ocid = $1', [ocid]);
      if (found === undefined) throw new Error(`There is no tender ${ocid}.`);
      return { row: found.id, id: encodeId('Tender', found.id) };
    },
    settled: settledEvents(database),
    async close() {
      await pool.end();
      await subgraph.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A release of one step of a process, on a day of January 2026. */
export function step(
  process: string,
  day: number,
  tender: Record<string, unknown>,
  rest: Record<string, unknown> = {},
) {
  const dayText = String(day).padStart(2, '0');
  const ocid = `ocds-213czf-${process}`;
  return { ocid, id: `${process}-${day}`, date: `2026-01-${dayText}T00:00:00Z`, tag: ['tender'], tender, ...rest };
}

/** Ocid of the process that `step` names. */
export const ocidOf = (process: string): string => `ocds-213czf-${process}`;
