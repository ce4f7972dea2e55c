import { describe, expect, test } from '@jest/globals';
import { boundedLabel, createLogger, createMetrics } from './telemetry.js';

describe('the logger', () => {
  function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
    const lines: string[] = [];
    write(createLogger({ service: 'test', destination: { write: (line: string) => void lines.push(line) } }));
    return lines.join('');
  }

  test.each([
    'authorization',
    'Authorization',
    'password',
    'newPassword',
    'clientSecret',
    'refreshToken',
    'x-hub-internal',
    'cookie',
    'set-cookie',
    'email',
    'apiKey',
  ])('hides the value of %s at any depth', (name) => {
    const line = logged((logger) => logger.info({ [name]: 'hunter2', a: { b: [{ [name]: 'hunter2' }] } }, 'x'));
    expect(line).not.toContain('hunter2');
    expect(line.match(/\[redacted\]/gu)).toHaveLength(2);
  });

  test.each([
    ['a token', 'got eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'eyJ'],
    ['a bearer header', 'sent Bearer abcdefgh12345678', 'abcdefgh'],
    ['credentials in a URL', 'postgres://hub:hunter2@db:5432/x', 'hunter2'],
    ['an address of a person', 'mail to thandi.m@example.co.za failed', 'thandi'],
  ])('cuts %s from a message, an error and a child', (_name, text, secret) => {
    const line = logged((logger) => {
      logger.info(text);
      logger.error(new Error(text, { cause: new Error(text) }));
      logger.child({ note: text }).warn({ err: new Error(text) }, 'x');
    });
    expect(line.split('\n').filter((one) => one.startsWith('{'))).toHaveLength(3);
    expect(line).not.toContain(secret);
  });

  test('says level, time, service and the error with its cause', () => {
    const line = logged((logger) =>
      logger.warn({ err: new TypeError('outer', { cause: new Error('inner') }), n: 1n }, 'Hello.'),
    );
    expect(JSON.parse(line)).toMatchObject({
      level: 'warn',
      service: 'test',
      msg: 'Hello.',
      n: '1',
      err: { type: 'TypeError', message: 'outer', cause: { message: 'inner' } },
    });
  });

  test('bears cycles', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(logged((logger) => logger.info({ circle }, 'x'))).toContain('[deep]');
  });
});

describe('metrics', () => {
  test('render what was told, by service', async () => {
    const metrics = createMetrics({ service: 'tenders', withProcess: false });
    metrics.request('Search', 'OK', 0.03);
    metrics.cache.read?.('tender', 'hit');
    metrics.circuit('mongodb', 'open');
    metrics.pool('postgres', { idle: 1, busy: 2, waiting: 0, max: 10 });
    metrics.worker.up(true);
    metrics.worker.queue([{ lane: 'bulk', waiting: 3, planned: 2, running: 1, failed: 4, dead: 5, oldestSeconds: 12 }]);
    metrics.job('summarise-tender', 'done', 1);
    const { body, contentType } = await metrics.render();
    expect(contentType).toContain('text/plain');
    expect(body).toContain(
      'hub_request_duration_seconds_bucket{le="0.05",service="tenders",operation="Search",outcome="OK"} 1',
    );
    expect(body).toContain('hub_cache_reads_total{type="tender",result="hit",service="tenders"} 1');
    expect(body).toContain('hub_circuit_state{store="mongodb",service="tenders"} 2');
    expect(body).toContain('hub_pool_connections{store="postgres",state="busy",service="tenders"} 2');
    expect(body).toContain('hub_queue_oldest_seconds{lane="bulk",service="tenders"} 12');
    expect(body).toContain('hub_queue_jobs{lane="bulk",state="dead",service="tenders"} 5');
    expect(body).toContain('hub_job_runner_up{service="tenders"} 1');
  });

  test('never hold an id, and never more than so many names', async () => {
    const metrics = createMetrics({ service: 'test', withProcess: false });
    for (let n = 0; n < 1000; n += 1) metrics.request(`Operation${n}`, 'OK', 0);
    metrics.request('018f2f6e-0000-7000-8000-000000000001', 'OK', 0);
    const { body } = await metrics.render();
    const names = new Set([...body.matchAll(/operation="([^"]*)"/gu)].map(([, name]) => name));
    expect(names.size).toBe(201);
    expect(names.has('other')).toBe(true);
  });

  test.each(['018f2f6e-0000-7000-8000-000000000001', 'a@b.example', 'team-1234567', '', 'x'.repeat(81)])(
    'a label never is %j',
    (value) => {
      expect(boundedLabel(10)(value)).toBe('other');
    },
  );
});
