import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, type HubDatabase } from '@hub/runtime/database';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { addTender } from '../kit/tender-rows.js';

// A list is one parameter, so that a statement is prepared once and not once for each length of its list.

let server: TestDatabase;
let database: HubDatabase;
beforeAll(async () => {
  server = await testDatabase();
  const url = server.urlOf('svc_tenders');
  database = openDatabase({ role: 'svc_tenders', url, poolSizeMax: 1, connectTimeoutMs: 10_000 });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const ids = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
const reader = () => database.as({ kind: 'anonymous' });
const prepared = async (table: string): Promise<string[]> => {
  const rows = await reader().readPublic(
    (db) => db.$queryRaw<{ statement: string }[]>`select statement from pg_prepared_statements order by prepare_time`,
  );
  return rows.map(({ statement }) => statement).filter((text) => text.includes(`"${table}"`));
};

test('lists of a hundred lengths, alone and beside others, are one statement', async () => {
  const { row } = await addTender(server, { title: 'Known' });

  const found = [];
  for (let count = 2; count <= 101; count += 1) {
    const rows = await reader().readPublic((db) =>
      db.tender.findMany({
        where: {
          id: { in: [...ids(count), row] },
          ocid: { notIn: ['x', 'y', ...ids(count)] },
          releaseCount: { gte: 1 },
        },
        select: { title: true },
      }),
    );
    found.push(...rows.map(({ title }) => title));
  }

  expect(found).toEqual(Array.from({ length: 100 }, () => 'Known'));
  expect(await prepared('tender')).toHaveLength(1);
});

test('what is read beside rows is one statement, however many rows there are', async () => {
  const rows: string[] = [];
  for (let count = 0; count < 12; count += 1) rows.push((await addTender(server, { title: `Beside ${count}` })).row);

  for (let count = 2; count <= rows.length; count += 1) {
    const found = await reader().readPublic((db) =>
      db.tender.findMany({
        where: { id: { in: rows.slice(0, count) } },
        select: { title: true, lots: { select: { key: true } } },
      }),
    );
    expect(found).toHaveLength(count);
  }

  expect(await prepared('lot')).toHaveLength(1);
});

test('numbers, instants and bytes of a list are compared as what they are', async () => {
  await addTender(server, { title: 'Dated', publishedAt: '2026-03-01T10:00:00.123456Z' });
  const [release] = await reader().readPublic((db) =>
    db.release.findMany({ where: { contentHash: { in: [Buffer.alloc(32), Buffer.alloc(32, 1)] } } }),
  );

  const dated = await reader().readPublic((db) =>
    db.tender.findMany({
      where: {
        releaseCount: { in: [1, 2, 3] },
        title: 'Dated',
        publishedAt: { notIn: [new Date(0), new Date('2026-03-01T10:00:00Z')] },
      },
      select: { title: true },
    }),
  );

  expect(release).toBeUndefined();
  expect(dated).toEqual([{ title: 'Dated' }]);
});
