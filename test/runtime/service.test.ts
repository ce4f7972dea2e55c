import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { traceCollector } from '../kit/trace-collector.js';

const fixture = fileURLToPath(new URL('./fixtures/service.fixture.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly log: string;
  readonly said: readonly string[];
}

/** Runs the fixture and sends each signal when it has said the word before it. */
async function run(
  behaviour: string,
  signals: readonly (readonly [after: string, signal: NodeJS.Signals])[] = [],
  settings: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const { NODE_OPTIONS: _unused, ...env } = { ...process.env, ...settings };
  const child = spawn(process.execPath, ['--import', 'tsx', fixture, behaviour], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pending = [...signals];
  let log = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    const [next] = pending;
    if (next === undefined || !said.includes(next[0])) return;
    pending.shift();
    child.kill(next[1]);
  });
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : null, log, said: said.trim().split('\n') };
}

describe('a service', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('on %s turns readiness red, stops in order and exits 0', async (signal) => {
    const { code, said } = await run('good', [['started', signal]]);
    expect(said).toEqual(['started', 'health draining', 'stopping', 'stopped']);
    expect(code).toBe(0);
  });

  test('exits 1 when work in flight outlives the grace', async () => {
    const { code, log } = await run('hanging', [['started', 'SIGTERM']]);
    expect(code).toBe(1);
    expect(log).toContain('service_grace_over');
  });

  test('exits 130 at once on a second signal', async () => {
    expect(
      (
        await run('hanging', [
          ['started', 'SIGTERM'],
          ['stopping', 'SIGINT'],
        ])
      ).code,
    ).toBe(130);
  });

  test('exits 1 when stopping fails', async () => {
    expect((await run('faulty', [['started', 'SIGTERM']])).code).toBe(1);
  });

  test('logs a rejection that nobody handled, and lives on', async () => {
    const { code, log, said } = await run('rejecting', [['started', 'SIGTERM']]);

    expect(log).toContain('"event":"unhandled_rejection"');
    expect(log).toContain('nobody handled me');
    expect(said).toEqual(['started', 'health draining', 'stopping', 'stopped']);
    expect(code).toBe(0);
  });

  test('logs an error that nobody caught, stops in order and exits 1', async () => {
    const { code, log, said } = await run('throwing');

    expect(log).toContain('"event":"uncaught_exception"');
    expect(log).toContain('nobody caught me');
    expect(said.slice(-2)).toEqual(['stopping', 'stopped']);
    expect(code).toBe(1);
  });

  test('lives on where the part that threw recovers by itself', async () => {
    const { code, log, said } = await run('recovering', [['started', 'SIGTERM']]);

    expect(log).toContain('nobody caught me');
    expect(said).toEqual(['started', 'health draining', 'stopping', 'stopped']);
    expect(code).toBe(0);
  });

  test('exits 78 with every problem when the configuration is wrong', async () => {
    const { code, log, said } = await run('misconfigured', [], {
      LOG_LEVEL: 'verbose',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
    });

    expect([code, said]).toEqual([78, ['']]);
    expect(log).toContain('3 problems with the environment');
    expect(log).toContain('PORT: is missing (for example PORT=4000)');
    expect(log).toContain('LOG_LEVEL: must be one of trace, debug, info, warn, error, fatal, silent');
    expect(log).toContain('OTEL_EXPORTER_OTLP_ENDPOINT: must be a URL that starts with http:// or https://');
  });

  test.each(['good', 'hangs'] as const)(
    'sends its last spans as it ends, to a collector that is %s',
    async (manners) => {
      const collector = await traceCollector(manners);

      const ended = await run('good', [['started', 'SIGTERM']], { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });

      expect([ended.code, ended.said.at(-1)]).toEqual([0, 'stopped']);
      expect(collector.texts.length).toBe(1);
      expect(collector.spans.map(({ name, service }) => [name, service])).toEqual(
        manners === 'good' ? [['start', 'fixture']] : [],
      );
      await collector.close();
    },
  );

  test('exits 78 and names the levels when LOG_LEVEL is none of them', async () => {
    const { code, log, said } = await run('good', [], { LOG_LEVEL: 'verbose' });

    expect(code).toBe(78);
    expect(log).toContain('LOG_LEVEL: must be one of trace, debug, info, warn, error, fatal, silent');
    expect(said).toEqual(['']);
  });

  test('writes what LOG_LEVEL lets through', async () => {
    const loud = await run('good', [['started', 'SIGTERM']], { LOG_LEVEL: 'info' });
    const quiet = await run('good', [['started', 'SIGTERM']], { LOG_LEVEL: 'warn' });

    expect(loud.log).toContain('service_started');
    expect([quiet.code, quiet.log]).toEqual([0, '']);
  });

  test('exits 1 when the start fails', async () => {
    const { code, log } = await run('failing');
    expect(code).toBe(1);
    expect(log).toContain('no port');
  });
});
