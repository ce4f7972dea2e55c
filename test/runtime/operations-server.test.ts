import { expect, test } from '@jest/globals';
import { createHealth } from '@hub/runtime/health';
import { serveOperations } from '@hub/runtime/service';
import { createMetrics } from '@hub/runtime/telemetry';
import { freePort } from '@hub/dev/free-port';

test('metrics and the state of the stores are served on a port of their own', async () => {
  const port = await freePort();
  const metrics = createMetrics({ service: 'test', withProcess: false });
  metrics.request('FindTenders', 'OK', 0.02);
  const health = createHealth({ probes: [{ name: 'postgres', isRequired: true, check: async () => undefined }] });
  health.started();
  const server = await serveOperations({ settings: { host: '127.0.0.1', port }, metrics, health, databases: {} });

  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const stores: unknown = await (await fetch(`http://127.0.0.1:${port}/health/databases`)).json();
  await server.stop();

  expect(text).toMatch(
    /^hub_request_duration_seconds_count\{(?=[^}]*operation="FindTenders")(?=[^}]*outcome="OK")[^}]*\} 1$/m,
  );
  expect(stores).toMatchObject({ status: 'ready', stores: { postgres: { status: 'up', isRequired: true } } });
});

test('without a port nothing is served', async () => {
  const options = {
    metrics: createMetrics({ service: 'test', withProcess: false }),
    health: createHealth({ probes: [] }),
    databases: {},
  };
  await expect(serveOperations({ settings: { host: '127.0.0.1', port: null }, ...options })).resolves.toBeDefined();
});
