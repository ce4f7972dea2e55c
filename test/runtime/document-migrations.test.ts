import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { definePublicCollection, openDocuments, type DocumentMigration, type Documents } from '@hub/runtime/documents';
import { createLogger } from '@hub/runtime/telemetry';

const logger = createLogger({ service: 'test', level: 'silent' });
const system = { kind: 'system', name: 'test', teamId: null } as const;
const opened: Documents[] = [];
let documents: Documents;

async function open(database: string): Promise<Documents> {
  const next = await openDocuments({
    url: process.env['MONGODB_URL'] ?? '',
    database,
    logger,
    operationTimeoutMs: 10_000,
  });
  opened.push(next);
  return next;
}

function step(number: number, name: string, up: DocumentMigration['up'] = async () => undefined): DocumentMigration {
  return { owner: 'test', number, name, up };
}

beforeEach(async () => {
  documents = await open(`migrations_${randomUUID().slice(0, 8)}`);
});

afterAll(async () => {
  const drop: DocumentMigration = {
    owner: 'drop',
    number: 1,
    name: 'database',
    up: async ({ connection }) => void (await connection.dropDatabase()),
  };
  for (const one of opened) {
    await one.migrate([drop]);
    await one.close();
  }
});

describe('document migrations', () => {
  test('run once each, in order of their numbers', async () => {
    const ran: string[] = [];
    const migrations = [
      step(2, 'second', async () => void ran.push('second')),
      step(1, 'first', async () => void ran.push('first')),
    ];
    expect(await documents.migrate(migrations)).toEqual({
      applied: ['test/0001-first', 'test/0002-second'],
      skipped: 0,
    });
    expect(await documents.migrate(migrations)).toEqual({ applied: [], skipped: 2 });
    expect(ran).toEqual(['first', 'second']);
  });

  test('run once when five processes start at the same time', async () => {
    const database = `migrations_${randomUUID().slice(0, 8)}`;
    const processes = await Promise.all(Array.from({ length: 5 }, () => open(database)));
    let runs = 0;
    const outcomes = await Promise.all(
      processes.map((one) => one.migrate([step(1, 'count', async () => void (runs += 1))])),
    );
    expect(runs).toBe(1);
    expect(outcomes.filter(({ applied }) => applied.length === 1)).toHaveLength(1);
    expect(outcomes.filter(({ skipped }) => skipped === 1)).toHaveLength(4);
  });

  test('record what ran before one that fails, and go on from there', async () => {
    let isBroken = true;
    const migrations = [
      step(1, 'good'),
      step(2, 'broken', async () => (isBroken ? Promise.reject(new Error('broken')) : undefined)),
    ];
    await expect(documents.migrate(migrations)).rejects.toThrow('broken');
    isBroken = false;
    expect(await documents.migrate(migrations)).toEqual({ applied: ['test/0002-broken'], skipped: 1 });
  });

  test.each([
    ['a gap', [step(1, 'a'), step(3, 'c')]],
    ['a repeated number', [step(1, 'a'), step(1, 'b')]],
    ['no first', [step(2, 'b')]],
  ])('refuse %s before running anything', async (_name, migrations) => {
    await expect(documents.migrate(migrations)).rejects.toThrow('the next number of test is');
    expect(await documents.migrate([step(1, 'a')])).toEqual({ applied: ['test/0001-a'], skipped: 0 });
  });

  test('change the validator of an existing collection', async () => {
    const loose = definePublicCollection({ name: 'pages', kind: 'page', shape: z.object({ text: z.string() }) });
    const strict = definePublicCollection({
      name: 'pages',
      kind: 'page',
      shape: z.object({ text: z.string(), lang: z.string() }),
      schemaVersion: 2,
      upgrades: { 1: (old) => ({ ...old, lang: 'en' }) },
    });
    await documents.migrate([step(1, 'loose', ({ ensure }) => ensure(loose))]);
    await documents.as(system).publish(loose).put('a', { text: 'A' });
    await documents.migrate([
      step(1, 'loose'),
      step(2, 'strict', async ({ ensure, connection }) => {
        await ensure(strict);
        await expect(connection.db?.collection<{ _id: string }>('pages').insertOne({ _id: 'b' })).rejects.toMatchObject(
          { code: 121 },
        );
      }),
    ]);
    // Another connection, because a collection has one definition in a process.
    const other = await openDocuments({
      url: process.env['MONGODB_URL'] ?? '',
      database: await nameOf(documents),
      logger,
    });
    expect(await other.as(system).public(strict).get('a')).toMatchObject({ text: 'A', lang: 'en' });
    await other.close();
  });

  test('let only the product itself publish', async () => {
    const pages = definePublicCollection({ name: 'pages', kind: 'page', shape: z.object({ text: z.string() }) });
    expect(() => documents.as({ kind: 'anonymous' }).publish(pages)).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    );
    expect(await documents.as({ kind: 'anonymous' }).public(pages).get('a')).toBeNull();
  });
});

async function nameOf(one: Documents): Promise<string> {
  let name = '';
  await one.migrate([
    { owner: 'ask', number: 1, name: 'name', up: async ({ connection }) => void (name = connection.name) },
  ]);
  return name;
}
