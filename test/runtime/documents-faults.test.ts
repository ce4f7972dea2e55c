import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { definePublicCollection, openDocuments, type Documents } from '@hub/runtime/documents';
import { createLogger } from '@hub/runtime/telemetry';
import { startTcpProxy, type TcpProxy, type Toxic } from '../kit/tcp-proxy.js';
import { settlesAtOnce } from '../kit/settles-at-once.js';
import { until } from '../kit/until.js';

const pages = definePublicCollection({ name: 'pages', kind: 'page', shape: z.object({ text: z.string() }) });
const target = new URL(process.env['MONGODB_URL'] ?? 'mongodb://127.0.0.1:27017');
const logger = createLogger({ service: 'test', level: 'silent' });
const database = `faults_${randomUUID().slice(0, 8)}`;
const system = { kind: 'system', name: 'test', teamId: null } as const;
const away = { code: 'DOCUMENT_STORE_UNAVAILABLE' };
let proxy: TcpProxy;
let documents: Documents;

beforeAll(async () => {
  proxy = await startTcpProxy({ host: target.hostname, port: Number(target.port || 27017) });
  documents = await openDocuments({ url: proxied(), database, logger });
  await documents.migrate([{ owner: 'test', number: 1, name: 'create-pages', up: ({ ensure }) => ensure(pages) }]);
  await documents.as(system).publish(pages).put('a', { text: 'A' });
});

afterEach(() => proxy.poison(null));

afterAll(async () => {
  await until(() => documents.state === 'closed');
  await documents.migrate([
    {
      owner: 'drop',
      number: 1,
      name: 'database',
      up: async ({ connection }) => void (await connection.dropDatabase()),
    },
  ]);
  await documents.close();
  await proxy.close();
});

// A replica set tells its own addresses, which would lead round the proxy.
const proxied = (): string => `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;

const answers = (repository: { get(id: string): Promise<{ text: string } | null> }): Promise<boolean> =>
  repository.get('a').then(
    (page) => page?.text === 'A',
    () => false,
  );

const faults: readonly Toxic[] = [{ kind: 'down' }, { kind: 'timeout' }, { kind: 'latency', latencyMs: 10_000 }];

describe.each(faults)('with MongoDB under $kind', (fault) => {
  test('the first call fails, later ones at once, and it returns without a restart', async () => {
    const repository = documents.as(system).public(pages);
    await until(() => answers(repository));
    proxy.poison(fault);
    await expect(repository.get('a')).rejects.toMatchObject(away);
    await until(() => documents.state === 'open');
    for (let n = 0; n < 20; n += 1) {
      const found = repository.find({});
      expect(await settlesAtOnce(found)).toBe(true);
      await expect(found).rejects.toMatchObject(away);
    }
    await expect(documents.ping()).rejects.toThrow();

    proxy.poison(null);
    await until(() => answers(repository));
  });
});

test('a process that starts without MongoDB fails coded, and joins in when MongoDB comes', async () => {
  proxy.poison({ kind: 'down' });
  const late = await openDocuments({ url: proxied(), database, logger });
  const repository = late.as(system).public(pages);
  await expect(repository.get('a')).rejects.toMatchObject(away);
  proxy.poison(null);
  await until(() => answers(repository));
  await late.close();
});
