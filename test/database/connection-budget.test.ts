import { afterAll, expect, test } from '@jest/globals';
import { connectionBudget, distributedPoolSize, refuseMoreConnectionsThanThereAre } from '@hub/dev/connection-budget';
import { testDatabase } from '../kit/database.js';

const database = await testDatabase();
afterAll(() => database.drop());

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

test('seven processes fit a server as it is installed: 100 connections, three of them kept for superusers', () => {
  const budget = connectionBudget(distributedPoolSize);

  expect(budget).toEqual({
    svc_identity: 9,
    svc_tenders: 9,
    svc_workspace: 9,
    svc_insights: 9,
    svc_analytics: 9,
    svc_worker: 44,
  });
  expect(sum(budget)).toBeLessThanOrEqual(97);
});

test('a size that does not fit the server is refused at start, with the largest that does', async () => {
  const [server] = await database.sql<{ free: number }>(
    `select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as free`,
  );
  const free = server?.free ?? 0;

  const refusal = await refuseMoreConnectionsThanThereAre(database.url, { DATABASE_POOL_SIZE: '200' }).catch(
    (error: unknown) => error,
  );

  expect(refusal).toMatchObject({
    name: 'ConfigError',
    problems: [
      {
        variable: 'DATABASE_POOL_SIZE',
        problem: `lets the processes open ${sum(connectionBudget(200)) + 3} connections, and the server has ${free} for them.`,
      },
    ],
  });
  const fitting = Number(Reflect.get(Object(refusal), 'problems')[0].example);
  await refuseMoreConnectionsThanThereAre(database.url, { DATABASE_POOL_SIZE: String(fitting) });
  await expect(
    refuseMoreConnectionsThanThereAre(database.url, { DATABASE_POOL_SIZE: String(fitting + 1) }),
  ).rejects.toMatchObject({ name: 'ConfigError' });
});
