import { describe, expect, test } from '@jest/globals';
import { judge } from './diagnose.js';
import { judgeMongodb } from './mongodb/environment.provider.js';
import { mongodArguments, readMongodVersion } from './mongodb/mongodb-server.js';
import { judgePostgres } from './postgres/environment.provider.js';
import { newestOf } from './postgres/machine.provider.js';
import { serverArguments } from './postgres/postgres-cluster.js';
import { readRedisVersion, redisArguments } from './redis/redis-server.js';
import { fakeMachine } from './shared/fake-machine.js';
import { isOlder } from './shared/python-wheel.js';
import { addressOf, renderStoreTable } from './store-table.js';
import { preferredPorts } from './preferred-ports.js';

describe('a server that the environment names', () => {
  test('is refused for good when it is an old Postgres', () => {
    expect(judgePostgres('postgres://db/hub', '14.19 (Debian)')).toMatchObject({
      refused: 'DATABASE_URL names Postgres 14.19 (Debian), and 15 is the oldest that works',
      isFinal: true,
    });
  });

  test('is taken when it is Postgres 15', () => {
    expect(judgePostgres('postgres://db/hub', '15.0')).toMatchObject({
      url: 'postgres://db/hub',
      note: 'Postgres 15.0',
    });
  });

  test('is refused with one command when it is a standalone MongoDB', () => {
    expect(judgeMongodb({ version: '8.0.4', isReplicated: false })).toMatchObject({
      refused: 'MONGODB_URL names a standalone server, and transactions need a replica set',
      remedy: expect.stringContaining(`mongosh "$MONGODB_URL" --eval 'rs.initiate()'`),
      isFinal: true,
    });
  });

  test('is refused when it is MongoDB 5, and taken when it is a replica set of 6', () => {
    expect(judgeMongodb({ version: '5.0.31', isReplicated: true })).toMatchObject({ isFinal: true });
    expect(judgeMongodb({ version: '6.0.0', isReplicated: true })).toBeNull();
  });
});

describe('what servers are started with', () => {
  const postgres = (profile: string): string => serverArguments({ dataFolder: '/d', port: 5000, profile }).join(' ');

  test('Postgres keeps every write for start, and trades that for speed in tests only', () => {
    expect(postgres('start')).not.toContain('fsync');
    expect(postgres('test')).toContain('-c fsync=off');
  });

  test('Postgres listens on loopback with statistics', () => {
    expect(postgres('start')).toContain('-c listen_addresses=127.0.0.1 -c unix_socket_directories=');
    expect(postgres('start')).toContain('-c shared_preload_libraries=pg_stat_statements');
    expect(postgres('start')).toContain('-c max_connections=200');
  });

  test('Redis appends to its file for start only', () => {
    expect(redisArguments({ dataFolder: '/d', port: 1, profile: 'start' }).join(' ')).toContain('--appendonly yes');
    expect(redisArguments({ dataFolder: '/d', port: 1, profile: 'test' }).join(' ')).toContain('--appendonly no');
  });

  test('MongoDB is a small replica set without scripts', () => {
    expect(mongodArguments({ dataFolder: '/d', port: 27_000 }).join(' ')).toBe(
      '--dbpath /d --port 27000 --bind_ip 127.0.0.1 --replSet hub --oplogSize 64 --wiredTigerCacheSizeGB 0.25 --setParameter diagnosticDataCollectionEnabled=false --noscripting --nounixsocket',
    );
  });
});

describe('versions', () => {
  test('are compared number by number', () => {
    expect(isOlder('2.9', '2.36')).toBe(true);
    expect(isOlder('6.2.14', '6.2')).toBe(false);
    expect(isOlder('7', '6.2')).toBe(false);
  });

  test('are read from what the programs print', () => {
    expect(readRedisVersion('Redis server v=6.2.14 sha=40305114:0')).toEqual({
      label: 'Redis 6.2.14',
      version: '6.2.14',
    });
    expect(readRedisVersion('Valkey server v=8.0.1 sha=0')).toEqual({ label: 'Valkey 8.0.1', version: '8.0.1' });
    expect(readRedisVersion('command not found')).toBeNull();
    expect(readMongodVersion('db version v6.0.5\nBuild Info: {}')).toBe('6.0.5');
    expect(readMongodVersion('')).toBeNull();
  });

  test('the newest Postgres of several is taken', () => {
    expect(newestOf([15, 18, 16].map((majorVersion) => ({ binFolder: '', majorVersion })))?.majorVersion).toBe(18);
    expect(newestOf([])).toBeNull();
  });
});

describe('ports', () => {
  test('are the same at each start, free ones elsewhere, and a person may wish others', () => {
    expect(preferredPorts({ profile: 'start', machine: fakeMachine() })).toEqual({
      postgres: 54_320,
      redis: 63_790,
      mongodb: 27_117,
    });
    expect(preferredPorts({ profile: 'test', machine: fakeMachine() })).toEqual({ postgres: 0, redis: 0, mongodb: 0 });
    expect(preferredPorts({ profile: 'start', machine: fakeMachine({ env: { REDIS_PORT: '7000' } }) }).redis).toBe(
      7_000,
    );
  });

  test('an address in REDIS_PORT, as container links set it, is passed over', () => {
    expect(
      preferredPorts({ profile: 'test', machine: fakeMachine({ env: { REDIS_PORT: 'tcp://10.0.0.1:6379' } }) }).redis,
    ).toBe(0);
  });
});

describe('the table', () => {
  test('shows hosts, never passwords', () => {
    expect(addressOf('postgres://hub:p%40ss@127.0.0.1:5432/hub')).toBe('127.0.0.1:5432');
    expect(addressOf('mongodb://a:1,b:2/hub?replicaSet=rs0')).toBe('a:1,b:2');
  });

  test('says what was chosen and why the others were refused', () => {
    const text = renderStoreTable([
      {
        store: 'redis',
        provider: 'wheel',
        address: '127.0.0.1:1',
        note: 'Redis 6.2.14',
        refused: [{ provider: 'machine', reason: 'not on PATH' }],
      },
    ]);

    expect(text).toContain('machine: not on PATH');
    expect(text).toContain('│ redis    │ wheel         │ 127.0.0.1:1      │ Redis 6.2.14');
  });
});

describe('a diagnosis', () => {
  const no = { provider: 'environment', isUsable: false, detail: 'not set' };

  test('names the first usable provider', () => {
    expect(judge('mongodb', [no, { provider: 'wheel', isUsable: true, detail: '' }])).toMatchObject({
      choice: 'wheel',
      verdict: 'found',
    });
  });

  test('calls a missing Redis disposable and a missing Postgres missing', () => {
    expect(judge('redis', [no]).verdict).toBe('disposable');
    expect(judge('postgres', [no]).verdict).toBe('missing');
  });

  test('stops at an address that is given and wrong', () => {
    expect(
      judge('redis', [
        { ...no, isFinal: true },
        { provider: 'wheel', isUsable: true, detail: '' },
      ]),
    ).toMatchObject({ choice: null, verdict: 'missing' });
  });
});
