import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  ConfigError,
  flag,
  hubEnvironment,
  integer,
  list,
  loadConfig,
  onOff,
  port,
  readTogether,
  secret,
  url,
} from './config.js';

const schema = z.object({
  PORT: port().default(4000),
  REDIS_URL: url(['redis:', 'rediss:'], 'redis://127.0.0.1:6379').optional(),
  TOKEN_SECRET: secret(),
  POOL_SIZE_MAX: integer({ min: 1, max: 50 }),
  INTROSPECTION: flag().default(false),
  ORIGINS: list().default([]),
});

const good = { TOKEN_SECRET: 's'.repeat(32), POOL_SIZE_MAX: '10' };

function problemsOf(env: Record<string, string>): ConfigError {
  try {
    loadConfig(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('the configuration was accepted');
}

describe('loading configuration', () => {
  test('gives typed values and defaults, and cannot be changed afterwards', () => {
    const config = loadConfig(schema, { ...good, INTROSPECTION: 'true', ORIGINS: 'a, b,,', OTHER: 'ignored' });
    expect(config).toEqual({
      PORT: 4000,
      TOKEN_SECRET: good.TOKEN_SECRET,
      POOL_SIZE_MAX: 10,
      INTROSPECTION: true,
      ORIGINS: ['a', 'b'],
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('takes an empty variable as an absent one', () => {
    expect(loadConfig(schema, { ...good, PORT: ' ', REDIS_URL: '' }).PORT).toBe(4000);
  });

  test('lists every problem at once, each with an example', () => {
    const error = problemsOf({ PORT: '99999', REDIS_URL: 'http://127.0.0.1', INTROSPECTION: 'yes' });
    expect(error.message.split('\n')).toEqual([
      '5 problems with the environment:',
      '  PORT: must be at most 65535 (for example PORT=4000)',
      '  REDIS_URL: must be a URL that starts with redis:// or rediss:// (for example REDIS_URL=redis://127.0.0.1:6379)',
      '  TOKEN_SECRET: is missing (for example TOKEN_SECRET=32 or more random characters)',
      '  POOL_SIZE_MAX: is missing (for example POOL_SIZE_MAX=1)',
      '  INTROSPECTION: must be true or false (for example INTROSPECTION=true)',
    ]);
  });

  test('never shows what was given, not even when a rule quotes it', () => {
    const quoting = z.object({
      TOKEN_SECRET: z.string().refine(() => false, { error: ({ input }) => `bad: ${String(input)}` }),
    });
    expect(() => loadConfig(quoting, { TOKEN_SECRET: 'hunter2-hunter2' })).toThrow('TOKEN_SECRET: bad: (hidden)');
    expect(problemsOf({ TOKEN_SECRET: 'short-secret' }).message).not.toContain('short-secret');
  });

  test.each(['1e3', '0x10', '1.0', '-', '12345678901234567890'])('refuses %s as a whole number', (text) => {
    expect(problemsOf({ ...good, POOL_SIZE_MAX: text }).problems).toHaveLength(1);
  });
});

describe('a switch', () => {
  const switches = z.object({ HUB_ENVIRONMENT: hubEnvironment(), POLLING: onOff().default(false) });

  test('takes its documented words', () => {
    expect(loadConfig(switches, { HUB_ENVIRONMENT: 'production', POLLING: 'on' })).toEqual({
      HUB_ENVIRONMENT: 'production',
      POLLING: true,
    });
  });

  test.each(['On', 'true', '1', 'yes'])('is not guessed from %s', (text) => {
    expect(() => loadConfig(switches, { HUB_ENVIRONMENT: 'prod', POLLING: text })).toThrow(
      [
        '2 problems with the environment:',
        '  HUB_ENVIRONMENT: must be development or production (for example HUB_ENVIRONMENT=production)',
        '  POLLING: must be on or off (for example POLLING=on)',
      ].join('\n'),
    );
  });
});

describe('settings of several groups', () => {
  const ports = (env: Record<string, string | undefined>) => loadConfig(z.object({ PORT: port() }), env);
  const secrets = (env: Record<string, string | undefined>) =>
    loadConfig(z.object({ PORT: port(), TOKEN_SECRET: secret() }), env);
  const together = (env: Record<string, string>) =>
    readTogether((read) => {
      const [first, second] = [read(ports), read(secrets)];
      return () => ({ port: first().PORT, secret: second().TOKEN_SECRET });
    }, env);

  test('are read at once', () => {
    expect(together({ PORT: '1', TOKEN_SECRET: good.TOKEN_SECRET })).toEqual({ port: 1, secret: good.TOKEN_SECRET });
  });

  test('name every problem of every group, and none of them twice', () => {
    expect(() => together({})).toThrow(
      expect.objectContaining({
        name: 'ConfigError',
        problems: [
          { variable: 'PORT', problem: 'is missing', example: '4000' },
          { variable: 'TOKEN_SECRET', problem: 'is missing', example: '32 or more random characters' },
        ],
      }),
    );
  });

  test('pass on what is no problem with the environment', () => {
    const broken = (): never => {
      throw new TypeError('broken');
    };
    expect(() => readTogether((read) => read(broken), {})).toThrow(TypeError);
  });
});
