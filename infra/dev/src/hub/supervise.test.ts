import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { subgraphNames } from '@hub/runtime/auth';
import type { RestartLimit } from '../../restart-limit.mjs';
import { choosePort } from './hub-port.js';
import { processPlans } from './process-plans.js';
import { readableLine } from './readable-line.js';
import { supervise } from './supervise.js';

describe('the seven processes', () => {
  const roles = [...subgraphNames, 'worker'];
  const env = {
    PATH: '/bin',
    DATABASE_URL: 'postgres://owner:secret@127.0.0.1/hub',
    PGPASSWORD: 'owner password',
    ...Object.fromEntries(roles.map((role) => [`DATABASE_PASSWORD_${role.toUpperCase()}`, `password-of-${role}`])),
    MONGODB_URL: 'mongodb://127.0.0.1/hub',
    REDIS_URL: 'redis://127.0.0.1',
    IDENTITY_SIGNING_KEY: '{}',
    FIELD_ENCRYPTION_KEY: 'key',
    ...Object.fromEntries(subgraphNames.map((name) => [`INTERNAL_SECRET_${name.toUpperCase()}`, `secret of ${name}`])),
  };
  const subgraphPorts = { identity: 4001, tenders: 4002, workspace: 4003, insights: 4004, analytics: 4005 };
  const plans = processPlans({
    root: '/hub',
    env,
    supergraphFile: '/hub/supergraph.graphql',
    gatewayPort: 4000,
    subgraphPorts,
    workerPort: 4006,
    operationsPorts: { gateway: 9100, identity: 9101, tenders: 9102, workspace: 9103, insights: 9104, analytics: 9105 },
  });
  const envOf = (name: string) => plans.find((plan) => plan.name === name)?.env ?? {};

  test('give the worker alone the port on which it shows itself', () => {
    expect(plans.flatMap(({ name, env: { WORKER_PORT: port } }) => (port === undefined ? [] : [[name, port]]))).toEqual(
      [['worker', '4006']],
    );
  });

  test('show themselves to those who operate them on a port each, the worker on the other', () => {
    expect(Object.fromEntries(plans.map(({ name, env: { OPERATIONS_PORT: port } }) => [name, port]))).toEqual({
      gateway: '9100',
      identity: '9101',
      tenders: '9102',
      workspace: '9103',
      insights: '9104',
      analytics: '9105',
      worker: undefined,
    });
  });

  test('are five subgraphs, the worker and the gateway', () => {
    expect(plans.map(({ name }) => name).toSorted()).toEqual([
      'analytics',
      'gateway',
      'identity',
      'insights',
      'tenders',
      'worker',
      'workspace',
    ]);
  });

  test('the gateway holds the five internal secrets and nothing about a database', () => {
    expect(
      Object.keys(envOf('gateway')).filter((name) => /DATABASE|^PG|MONGODB|SIGNING|ENCRYPTION/.test(name)),
    ).toEqual([]);
    expect(Object.keys(envOf('gateway')).filter((name) => name.startsWith('INTERNAL_SECRET_'))).toHaveLength(5);
    expect(envOf('gateway')).toMatchObject({
      JWKS_URL: 'http://127.0.0.1:4001/.well-known/jwks.json',
      SUBGRAPH_URL_INSIGHTS: 'http://127.0.0.1:4004/graphql',
    });
  });

  test('a subgraph holds its own internal secret only, and only identity the signing key', () => {
    const secretsOf = (name: string) => Object.keys(envOf(name)).filter((key) => /^INTERNAL_SECRET_|SIGNING/.test(key));

    expect(secretsOf('tenders')).toEqual(['INTERNAL_SECRET_TENDERS']);
    expect(secretsOf('identity')).toEqual(['INTERNAL_SECRET_IDENTITY', 'IDENTITY_SIGNING_KEY']);
    expect(Object.keys(envOf('identity'))).toContain('FIELD_ENCRYPTION_KEY');
    expect(envOf('tenders')).toMatchObject({ PORT: '4002', MONGODB_URL: env.MONGODB_URL });
  });

  test.each(roles)('%s holds the URL of its own database role, and no other password of the database', (name) => {
    const own = envOf(name);

    expect(own['DATABASE_URL']).toBe(`postgres://svc_${name}:password-of-${name}@127.0.0.1/hub`);
    const others = roles.filter((role) => role !== name).map((role) => `password-of-${role}`);
    const texts = Object.values(own).join('\n');
    expect([...others, 'owner'].filter((secret) => texts.includes(secret))).toEqual([]);
  });
});

describe('a process that crashes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-supervise-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is started again as often as the limit allows, and then stays down', async () => {
    const entry = join(folder, 'crash.mjs');
    writeFileSync(entry, 'process.exit(1);');
    const lines: string[] = [];
    let restarts = 0;
    const limit: RestartLimit = {
      next: () => (restarts < 2 ? { waitMs: 0, count: `restart ${restarts + 1} of 2` } : null),
      restarted: () => void (restarts += 1),
      usedUp: 'for the 3rd time',
    };

    const plan = { name: 'worker', entry, env: { PATH: process.env['PATH'] } };
    const { started } = supervise({ plan, cwd: process.cwd(), log: (line) => void lines.push(line), limit });

    await expect(started).rejects.toThrow('worker could not start: crashed (exit code 1) for the 3rd time.');
    expect(lines).toEqual([
      'crashed (exit code 1); started again in 0 s (restart 1 of 2)',
      'crashed (exit code 1); started again in 0 s (restart 2 of 2)',
      'crashed (exit code 1) for the 3rd time; not started again',
    ]);
  });
});

describe('a log line', () => {
  test('of ours becomes readable and keeps its event', () => {
    expect(
      readableLine('{"level":"warn","msg":"Away.","event":"store_away","err":{"type":"Error","message":"refused"}}'),
    ).toEqual({
      level: 'warn',
      text: 'warn Away. Error: refused',
      event: 'store_away',
    });
  });

  test.each(['plain text', '{"half', '{"other":1}'])('of anyone else is passed on: %s', (line) => {
    expect(readableLine(line)).toEqual({ level: 'info', text: line, event: null });
  });
});

describe('the port of the gateway', () => {
  test.each(['no', '-1', '70000', '4000.5'])('is refused when it is %s', async (setting) => {
    await expect(choosePort(setting)).rejects.toThrow(`HUB_PORT=${setting} is no port: give a number from 0 to 65535.`);
  });
});
