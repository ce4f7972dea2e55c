import { describe, expect, test } from '@jest/globals';
import { chooseProvider } from '../choose-provider.js';
import { dockerProvider, type DockerEngine, type DockerImage } from './docker-provider.js';
import { storeContext } from './fake-machine.js';

// No Docker engine answers on many machines, this product's build machines among them, so the engine is described.
const image: DockerImage = {
  image: 'redis:7.4.1-alpine',
  port: 6379,
  environment: {},
  command: [],
  url: (host, port) => `redis://${host}:${port}`,
  prepare: () => Promise.resolve(),
};

function engine({ reason = null, calls }: { reason?: string | null; calls: string[] }): DockerEngine {
  return {
    whyUnavailable: async () => reason,
    start: async ({ image: name }) => {
      calls.push(`start ${name}`);
      return {
        getHost: () => 'localhost',
        getMappedPort: (port) => port + 40_000,
        stop: async () => void calls.push('stop'),
      };
    },
  };
}

describe('a store in a container', () => {
  test('gets the port that the engine mapped, and is stopped with us', async () => {
    const calls: string[] = [];
    const provider = dockerProvider('redis', image, engine({ calls }));

    const { chosen } = await chooseProvider([provider], storeContext());
    await chosen?.running.stop();

    expect(chosen?.running.url).toBe('redis://localhost:46379');
    expect(calls).toEqual(['start redis:7.4.1-alpine', 'stop']);
  });

  test('is refused without an engine, and nothing is started', async () => {
    const calls: string[] = [];
    const provider = dockerProvider('redis', image, engine({ reason: 'no Docker engine answers', calls }));

    const choice = await chooseProvider([provider], storeContext());

    expect(choice).toEqual({
      chosen: null,
      refusals: [
        {
          provider: 'docker',
          refused: 'no Docker engine answers',
          remedy: 'Install Docker, start its engine, and let this user reach it.',
        },
      ],
    });
    expect(calls).toEqual([]);
  });

  test('is removed again when its server does not come up', async () => {
    const calls: string[] = [];
    const broken = { ...image, prepare: () => Promise.reject(new Error('never ready')) };
    const provider = dockerProvider('redis', broken, engine({ calls }));

    const choice = await chooseProvider([provider], storeContext());

    expect(choice.refusals).toEqual([{ provider: 'docker', refused: 'never ready' }]);
    expect(calls).toEqual(['start redis:7.4.1-alpine', 'stop']);
  });
});
