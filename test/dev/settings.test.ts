import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { tendersSettingsFrom } from '@hub/tenders/config';

// Really starts the processes of a distributed installation, each with an environment that is wrong.

const root = fileURLToPath(new URL('../..', import.meta.url));

async function startWith(entry: string, env: Record<string, string>): Promise<{ code: unknown; problems: string[] }> {
  const child = spawn(process.execPath, ['--import', 'tsx', entry], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code]: unknown[] = await once(child, 'close');
  const line = output.split('\n').find((text) => text.includes('"service_configuration"')) ?? '{}';
  const { problems = [] }: { problems?: { variable: string; problem: string }[] } = JSON.parse(line);
  return { code, problems: problems.map(({ variable, problem }) => `${variable}: ${problem}`).toSorted() };
}

describe('a process whose environment is wrong ends with 78 and names everything at once', () => {
  test('a subgraph: its stores, its secret, its own settings and the words of its switches', async () => {
    const ended = await startWith('subgraphs/tenders/src/index.ts', {
      HUB_ENVIRONMENT: 'prod',
      SOURCE_POLLING: 'yes',
      FIELD_ENCRYPTION_KEY: 'nonsense',
      DOWNLOAD_LINK_KEY: 'short',
      PUBLIC_URL: 'nowhere',
      SEARCHES_AT_ONCE: 'many',
      OPERATIONS_PORT: '0',
      PORT: '70000',
    });

    expect(ended).toEqual({
      code: 78,
      problems: [
        'DATABASE_URL: is missing',
        'DOWNLOAD_LINK_KEY: must have at least 32 characters',
        'FIELD_ENCRYPTION_KEY: holds a key that is not 32 bytes of base64. Make one with: openssl rand -base64 32',
        'HUB_ENVIRONMENT: must be development or production',
        'INTERNAL_SECRET_TENDERS: is missing',
        'MONGODB_URL: is missing',
        'OPERATIONS_PORT: must be at least 1',
        'PORT: must be at most 65535',
        'PUBLIC_URL: must be a URL that starts with http:// or https://',
        'SEARCHES_AT_ONCE: must be a whole number',
        'SOURCE_POLLING: must be on or off',
      ],
    });
  });

  test('the worker, which needs the settings of every subgraph whose jobs it runs', async () => {
    const ended = await startWith('infra/worker/src/index.ts', {
      SOURCE_POLLING: 'true',
      LOG_LEVEL: 'loud',
      WORKER_PORT: '65536',
    });

    expect(ended).toEqual({
      code: 78,
      problems: [
        'DATABASE_URL: is missing',
        'HUB_ENVIRONMENT: is missing',
        'LOG_LEVEL: must be one of trace, debug, info, warn, error, fatal, silent',
        'MONGODB_URL: is missing',
        'SOURCE_POLLING: must be on or off',
        'WORKER_PORT: must be at most 65535',
      ],
    });
  });

  test('the gateway', async () => {
    const { code, problems } = await startWith('gateway/src/index.ts', {
      GATEWAY_PAGES: 'on',
      DOWNLOAD_LINK_KEY: 'x',
    });

    expect([code, problems]).toEqual([
      78,
      [
        'DOWNLOAD_LINK_KEY: must have at least 32 characters',
        'GATEWAY_PAGES: must be true or false',
        'HUB_ENVIRONMENT: is missing',
        'INTERNAL_SECRET_ANALYTICS: is missing',
        'INTERNAL_SECRET_IDENTITY: is missing',
        'INTERNAL_SECRET_INSIGHTS: is missing',
        'INTERNAL_SECRET_TENDERS: is missing',
        'INTERNAL_SECRET_WORKSPACE: is missing',
        'JWKS_URL: is missing',
      ],
    ]);
  });
});

describe('public sources are polled', () => {
  test.each([
    ['nowhere, unless somebody has said so', {}, false],
    ['not even in production by itself', { HUB_ENVIRONMENT: 'production' }, false],
    ['when SOURCE_POLLING is on', { SOURCE_POLLING: 'on' }, true],
    ['not when it is off', { SOURCE_POLLING: 'off' }, false],
  ])('%s', (_case, env, isScheduled) => {
    expect(tendersSettingsFrom(env).polling.isScheduled).toBe(isScheduled);
  });
});
