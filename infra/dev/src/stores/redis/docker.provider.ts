import { dockerProvider } from '../shared/docker-provider.js';
import { withRedis } from './redis-server.js';

/** Redis 7 in a container. */
export const redisDockerProvider = dockerProvider('redis', {
  image: 'redis:7.4.1-alpine',
  port: 6379,
  environment: {},
  command: ['redis-server', '--save', '', '--appendonly', 'no'],
  url: (host, port) => `redis://${host}:${port}`,
  prepare: async (url) => {
    await withRedis(url, (client) => client.ping());
  },
});
