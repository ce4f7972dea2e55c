import type { Provider } from '../provider.js';
import { withRedis } from './redis-server.js';

/** `REDIS_URL`. A server that does not answer is kept: Redis may come back at any moment. */
export const redisEnvironmentProvider: Provider = {
  name: 'environment',
  store: 'redis',
  examine: async ({ machine }) => {
    const url = machine.env['REDIS_URL'];
    if (url === undefined || url === '') return { refused: 'REDIS_URL is not set' };
    if (/^(rediss?|unix):\/\//.test(url)) return { usable: 'REDIS_URL is set' };
    return {
      refused: 'REDIS_URL is no redis:// or rediss:// address',
      remedy: 'Set REDIS_URL=redis://127.0.0.1:6379, or unset it.',
      isFinal: true,
    };
  },
  tryStart: async ({ machine }) => {
    const url = machine.env['REDIS_URL'] ?? '';
    const stop = (): Promise<void> => Promise.resolve();
    try {
      const info = await withRedis(url, (client) => client.info('server'));
      const version = /(?:valkey|redis)_version:(\S+)/.exec(info)?.[1] ?? 'of unknown version';
      return { url, note: `Redis ${version}`, stop };
    } catch {
      return { url, note: 'does not answer now; used as soon as it does', stop };
    }
  },
};
