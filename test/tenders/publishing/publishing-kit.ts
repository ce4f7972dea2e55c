import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importReleases } from '@hub/tenders/import-releases';
import pg from 'pg';
import type { TestDatabase } from '../../kit/database.js';
import { settledEvents } from '../../kit/settled-events.js';
import { testHub, type TestHub, type TestHubOptions } from '../../kit/hub.js';
import type { TestUser } from '../../kit/people.js';

/** What a plain HTTP request was answered with. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly bytes: Buffer;
  readonly json: () => Record<string, unknown>;
}

/** The product over the tenders of a test, and plain HTTP to its gateway. */
export interface PublishingKit extends TestHub {
  /** Imports releases as one file. */
  feed(releases: readonly unknown[], rest?: Record<string, unknown>): Promise<void>;
  /** Imports a file or folder. */
  importFrom(target: string): Promise<void>;
  get(target: string, options?: { as?: TestUser; headers?: Record<string, string> }): Promise<PlainAnswer>;
}

export async function publishingKit(options: TestHubOptions = {}): Promise<PublishingKit> {
  const hub = await testHub({ stores: { redis: null }, ...options });
  const pool = new pg.Pool({ connectionString: hub.database.urlOf('svc_importer'), max: 2 });
  pool.on('error', () => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'hub-publishing-test-'));
  const importFrom = async (target: string) =>
    void (await importReleases({ target, pool, source: null, signal: new AbortController().signal }));
  let files = 0;
  return {
    ...hub,
    async feed(releases, rest = {}) {
      files += 1;
      const target = join(folder, `${files}.json`);
      writeFileSync(target, JSON.stringify({ version: '1.1', ...rest, releases }));
      await importFrom(target);
    },
    importFrom,
    async get(target, { as, headers = {} } = {}) {
      const response = await hub.gateway.fastify.inject({
        method: 'GET',
        url: target,
        headers: {
          'x-request-id': 'test-12345678',
          ...(as && { authorization: `Bearer ${as.accessToken}` }),
          ...headers,
        },
      });
      return {
        status: response.statusCode,
        headers: response.headers,
        text: response.body,
        bytes: response.rawPayload,
        json: () => response.json(),
      };
    },
    async close() {
      await pool.end();
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until everything that is committed has its place in the order of changes. */
export async function settled(database: TestDatabase): Promise<void> {
  await settledEvents(database)();
}
