import { describe, expect, test } from '@jest/globals';
import fastify from 'fastify';
import { createHealth, registerHealthRoutes, type HealthProbe } from './health.js';

const up = async (): Promise<void> => undefined;
const down = async (): Promise<void> => Promise.reject(new Error('connect ECONNREFUSED 127.0.0.1:5432'));
const hanging = (): Promise<void> => new Promise(() => undefined);
const probe = (name: string, check: () => Promise<void>, isRequired: boolean): HealthProbe => ({
  name,
  check,
  isRequired,
});

describe('health', () => {
  test('is starting, then ready, then draining whatever comes', async () => {
    const health = createHealth({ probes: [probe('postgres', up, true)] });
    expect((await health.report()).status).toBe('starting');
    health.started();
    expect((await health.report()).status).toBe('ready');
    health.draining();
    health.started();
    expect((await health.report()).status).toBe('draining');
  });

  test.each([
    ['degraded', probe('redis', down, false)],
    ['unavailable', probe('postgres', down, true)],
    ['unavailable', probe('postgres', hanging, true)],
    [
      'unavailable',
      probe(
        'postgres',
        () => {
          throw new Error('at once');
        },
        true,
      ),
    ],
  ])('is %s with a store away', async (status, away) => {
    const health = createHealth({ probes: [probe('mongodb', up, false), away], probeTimeoutMs: 20 });
    health.started();
    const report = await health.report();
    expect(report.status).toBe(status);
    expect(report.stores['mongodb']?.status).toBe('up');
    expect(report.stores[away.name]?.status).toBe('down');
  });

  test.each([
    ['running', false, 'ready'],
    ['restarting', false, 'degraded'],
    ['restarting', true, 'unavailable'],
    ['stopped', false, 'degraded'],
  ] as const)('with a job runner that is %s (required: %s) is %s', async (state, isRequired, status) => {
    const health = createHealth({ probes: [probe('postgres', up, true)], jobs: { state: () => state, isRequired } });
    health.started();

    expect(await health.report()).toMatchObject({ status, jobs: state });
  });

  test('probes once for many who ask, and again after half a second', async () => {
    let now = 0;
    let probed = 0;
    const health = createHealth({
      probes: [probe('postgres', async () => void (probed += 1), true)],
      clock: () => now,
    });
    await Promise.all(Array.from({ length: 50 }, () => health.report()));
    now = 499;
    await health.report();
    expect(probed).toBe(1);
    now = 500;
    await health.report();
    expect(probed).toBe(2);
  });
});

describe('the routes', () => {
  async function ask(
    path: string,
    { check = up, isSeen = false }: { check?: () => Promise<void>; isSeen?: boolean } = {},
  ) {
    const app = fastify();
    const health = createHealth({ probes: [probe('postgres', check, true)] });
    health.started();
    registerHealthRoutes(app, { health, maySeeDatabases: () => isSeen });
    const { statusCode, body, headers } = await app.inject({ url: path });
    await app.close();
    return { statusCode, body, caching: headers['cache-control'] };
  }

  test('live answers whatever the stores do', async () => {
    expect(await ask('/health/live', { check: down })).toEqual({
      statusCode: 200,
      body: '{"status":"live"}',
      caching: 'no-store',
    });
  });

  test('ready answers 200 or 503 and names no store', async () => {
    expect(await ask('/health/ready')).toEqual({ statusCode: 200, body: '{"status":"ready"}', caching: 'no-store' });
    const { statusCode, body, caching } = await ask('/health/ready', { check: down });
    expect([statusCode, caching, JSON.parse(body)]).toEqual([
      503,
      'no-store',
      {
        status: 'unavailable',
        errors: [
          {
            message: 'The service cannot take this request at the moment.',
            extensions: { code: 'SERVICE_UNAVAILABLE', requestId: 'req-1', retryAfterSeconds: 1 },
          },
        ],
      },
    ]);
  });

  test('ready says how the job runner is, where there is one', async () => {
    const app = fastify();
    const health = createHealth({ probes: [], jobs: { state: () => 'restarting', isRequired: false } });
    health.started();
    registerHealthRoutes(app, { health });

    const { statusCode, body } = await app.inject({ url: '/health/ready' });
    await app.close();

    expect({ statusCode, body }).toEqual({ statusCode: 200, body: '{"status":"degraded","jobs":"restarting"}' });
  });

  test('databases tells those who may see it which store is down, without the reason', async () => {
    const { statusCode, body } = await ask('/health/databases', { check: down, isSeen: true });
    expect(statusCode).toBe(503);
    expect(JSON.parse(body)).toMatchObject({
      status: 'unavailable',
      stores: { postgres: { status: 'down', isRequired: true } },
    });
    expect(body).not.toContain('ECONNREFUSED');
  });

  test('databases does not exist for others', async () => {
    const { statusCode, body } = await ask('/health/databases');
    expect(statusCode).toBe(404);
    expect(body).not.toContain('postgres');
  });
});
