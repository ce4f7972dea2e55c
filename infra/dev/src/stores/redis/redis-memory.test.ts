import { expect, test } from '@jest/globals';
import { redisImage } from './docker.provider.js';
import { redisArguments } from './redis-server.js';

test.each([
  ['our own server', redisArguments({ dataFolder: '/data', port: 6379, profile: 'start' })],
  ['a container', redisImage.command],
])('%s has a bound, and puts out only what has a lifetime', (_name, args) => {
  expect(args.join(' ')).toContain('--maxmemory 256mb --maxmemory-policy volatile-lru');
});
