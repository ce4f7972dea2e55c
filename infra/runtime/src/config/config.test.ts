import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, flag, integer, list, loadConfig, port, secret, url } from './config.js';

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
