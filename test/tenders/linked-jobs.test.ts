import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { importReleases } from '@hub/tenders/import-releases';
import pg from 'pg';
import { testHub, type TestHub } from '../kit/hub.js';
import { startFileServer, type FileServer } from './file-server.js';
import { step } from './versions/versions-kit.js';

let hub: TestHub;
let server: FileServer;
let pool: pg.Pool;
let folder: string;
beforeAll(async () => {
  server = await startFileServer();
  hub = await testHub({
    now: () => new Date('2096-01-01T12:00:00Z'),
    env: { SOURCE_HOSTS_ALLOWED: '127.0.0.1', SOURCE_POLLING: 'on' },
    stores: { redis: null },
  });
  pool = new pg.Pool({ connectionString: hub.database.urlOf('svc_importer'), max: 2 });
  pool.on('error', () => undefined);
  folder = mkdtempSync(join(tmpdir(), 'hub-linked-jobs-'));
});
afterAll(async () => {
  await pool.end();
  await hub.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => server.reset());

async function feed(content: object): Promise<void> {
  const target = join(folder, 'package.json');
  writeFileSync(target, JSON.stringify({ version: '1.1', ...content }));
  await importReleases({ target, pool, source: null, signal: new AbortController().signal });
}
async function run(job: string): Promise<void> {
  await hub.database.sql(`select graphile_worker.add_job($1, '{}'::json)`, [job]);
  await hub.runJobs();
}

describe('what an import could not fetch', () => {
  test('is fetched by the worker: an extension, by which older releases are then merged', async () => {
    const address = server.put('/short/extension.json', { body: { schemas: ['release-schema.json'] } });
    const patch = { definitions: { Tender: { properties: { documents: { wholeListMerge: true } } } } };
    server.put('/short/release-schema.json', { body: patch });
    const documents = (id: string) => ({ id: '1', title: 'Pipes', documents: [{ id, title: id }] });
    await feed({ extensions: [address], releases: [step('1', 1, documents('a')), step('1', 2, documents('b'))] });
    const keys = () => hub.database.sql('select key from tenders.tender_document order by key');
    expect(await keys()).toEqual([{ key: 'a' }, { key: 'b' }]);

    await run('tenders:fetch-extensions');

    expect(await keys()).toEqual([{ key: 'b' }]);
  });

  test('is fetched by the worker: a release that a record points at, once it may be there', async () => {
    const url = server.put('/package.json', {
      body: { version: '1.1', releases: [step('2', 1, { id: '2', title: 'Pumps' })] },
    });
    const record = {
      ocid: 'ocds-213czf-2',
      releases: [{ url: `${url}#2-1`, date: '2026-01-01T00:00:00Z', tag: ['tender'] }],
    };
    await feed({ records: [record] });
    // Files that are imported without the web are left to whoever imported them; what the web refused is not.
    await run('tenders:replay-links');
    expect(server.asked).toEqual([]);
    await hub.database.sql(`update tenders.quarantined_release set reason = 'LINKED_RELEASE_UNAVAILABLE'`);

    await run('tenders:replay-links');

    expect(server.asked).toEqual(['/package.json']);
    expect(await hub.database.sql(`select title from tenders.tender where ocid = 'ocds-213czf-2'`)).toEqual([
      { title: 'Pumps' },
    ]);
    expect(
      await hub.database.sql('select resolved_at is not null as resolved from tenders.quarantined_release'),
    ).toEqual([{ resolved: true }]);
  });
});
