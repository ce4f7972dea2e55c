import { once } from 'node:events';
import { createServer } from 'node:net';
import { createLogger, startTracing } from '@hub/runtime/telemetry';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testHub, type TestHub } from '../kit/hub.js';
import { traceCollector, type CollectorManners } from '../kit/trace-collector.js';
import { until } from '../kit/until.js';

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub({ stores: { redis: null } });
});
afterAll(() => hub.close());

/** An address at which nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

async function collectorThat(manners: CollectorManners | 'refuses'): Promise<{ url: string; close(): Promise<void> }> {
  return manners === 'refuses' ? { url: await closedPort(), close: async () => undefined } : traceCollector(manners);
}

const question = '{ sourceHealth { __typename } }';
const uncached = { headers: { 'cache-control': 'no-cache' } };

test.each(['answers 500', 'hangs', 'refuses'] as const)(
  'a collector that %s: the product serves, says so once, and does not wait for it at the end',
  async (manners) => {
    const events: unknown[] = [];
    const destination = { write: (line: string) => void events.push(JSON.parse(line)) };
    const logger = createLogger({ service: 'test', destination });
    const collector = await collectorThat(manners);
    const tracing = await startTracing({ service: 'hub', endpoint: collector.url, logger });

    const before = await hub.ask(question, uncached);
    await until(() => events.length > 0);
    const after = await hub.ask(question, uncached);
    await tracing.shutdown();

    expect([before.status, before.errors, after.status, after.errors]).toEqual([200, [], 200, []]);
    expect(after.text).toBe(before.text);
    expect(events).toEqual([
      expect.objectContaining({ level: 'warn', event: 'store_away', msg: 'The trace collector is away.' }),
    ]);
    await collector.close();
  },
);

test('without an endpoint nothing is connected to', async () => {
  const collector = await traceCollector();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const tracing = await startTracing({ service: 'hub', endpoint: null, logger });

  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const answer = await hub.ask(question, { headers: { traceparent, 'cache-control': 'no-cache' } });
  await tracing.shutdown();

  expect([answer.status, answer.errors, collector.connections()]).toEqual([200, [], 0]);
  await collector.close();
});
