import { dockerProvider, type DockerImage } from '../shared/docker-provider.js';
import { memoryArguments, withRedis } from './redis-server.js';

/** Redis 7, bounded as our own server is. */
export const redisImage: DockerImage = {
  image: 'redis:7.4.1-alpine',
  port: 6379,
  environment: {},
  command: ['redis-server', '--save', '', '--appendonly', 'no', ...memoryArguments],
  url: (host, port) => `redis://${host}:${port}`,
  prepare: async (url) => {
    await withRedis(url, (client) => client.ping());
  },
};

/** Redis in a container. */
export const redisDockerProvider = dockerProvider('redis', redisImage);
