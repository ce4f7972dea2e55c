// cspell:ignore tailable
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { documentMigrations, teamCollections } from '@hub/insights/documents';
import type { Actor } from '@hub/runtime/auth';
import { defineTeamCollection, openDocuments, type Documents, type MigrationTools } from '@hub/runtime/documents';
import { createLogger } from '@hub/runtime/telemetry';
import { z } from 'zod';

// What goes over many documents takes as long as there are documents: no request waits for it, and no deadline cuts it.

const notes = defineTeamCollection({ name: 'batch_notes', kind: 'note', shape: z.object({ text: z.string() }) });
const loose = defineTeamCollection({
  name: 'batch_loose',
  kind: 'loose',
  shape: z.object({ note: z.looseObject({ text: z.string() }) }),
});
const actorOf = (teamId: string): Actor => ({ kind: 'system', name: 'test', teamId });
const deadlineMs = 2_000;
let documents: Documents;
let number = 0;

/** Works with the raw connection, as a migration does. */
async function raw(up: (tools: MigrationTools) => Promise<unknown>): Promise<void> {
  number += 1;
  await documents.migrate([
    { owner: `raw-${number}`, number: 1, name: 'work', up: async (tools) => void (await up(tools)) },
  ]);
}

beforeAll(async () => {
  documents = await openDocuments({
    url: process.env['MONGODB_URL'] ?? '',
    database: `batches_${randomUUID().slice(0, 8)}`,
    logger: createLogger({ service: 'test', level: 'silent' }),
    operationTimeoutMs: deadlineMs,
  });
  await raw(({ ensure }) => ensure(notes));
  await raw(({ ensure }) => ensure(loose));
});
afterAll(async () => {
  await raw(({ connection }) => connection.dropDatabase());
  await documents.close();
});

async function fill(teamId: string, count: number): Promise<void> {
  const repository = documents.as(actorOf(teamId)).team(notes);
  for (let from = 0; from < count; from += 500) {
    const size = Math.min(500, count - from);
    await repository.putMany(
      new Map(Array.from({ length: size }, (_, index) => [`n${String(from + index).padStart(5, '0')}`, { text: 'x' }])),
    );
  }
}

test('what does not fit is not left out of a batch in silence: it is named, and the rest is written', async () => {
  const teamId = randomUUID();
  const repository = documents.as(actorOf(teamId)).team(loose);
  const unknownField = { text: 'x', unknown: 1 };

  const written = repository.putMany(
    new Map([
      ['a', { note: { text: 'x' } }],
      ['b', { note: unknownField }],
      ['c', { note: { text: 'x' } }],
    ]),
  );

  await expect(written).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    details: { ids: [`${teamId}:loose:b`] },
  });
  expect([...(await repository.getMany(['a', 'b', 'c'])).keys()]).toEqual(['a', 'c']);
});

test('pages go on behind a document, whatever was removed before it, and end with the team', async () => {
  const [own, next] = [randomUUID(), randomUUID()].toSorted();
  if (own === undefined || next === undefined) throw new Error('No teams.');
  await fill(own, 5);
  await fill(next, 2);
  const repository = documents.as(actorOf(own)).team(notes);

  const first = await repository.page({ after: null, limit: 2 });
  await repository.remove('n00000');
  const second = await repository.page({ after: first.at(-1)?._id ?? null, limit: 2 });
  const third = await repository.page({ after: second.at(-1)?._id ?? null, limit: 2 });

  const keys = [first, second, third].map((page) => page.map(({ _id }) => _id.slice(-6)));
  expect(keys).toEqual([['n00000', 'n00001'], ['n00002', 'n00003'], ['n00004']]);
});

test('a team is erased a thousand documents at a time', async () => {
  const [gone, stays] = [randomUUID(), randomUUID()];
  await fill(gone, 2_500);
  await fill(stays, 1);
  await raw(({ connection }) => Promise.resolve(connection.db?.command({ profile: 2 })));

  const erased = await documents.system('test').eraseTeam(gone, [notes]);

  let batches: number | undefined;
  await raw(async ({ connection }) => {
    await connection.db?.command({ profile: 0 });
    batches = await connection.db?.collection('system.profile').countDocuments({ op: 'remove', ns: /batch_notes$/u });
  });
  expect([erased, batches]).toEqual([{ batch_notes: 2_500 }, 3]);
  expect(await documents.system('test').countTeam(stays, [notes])).toEqual({ batch_notes: 1 });
});

test('a migration may take longer than a request may', async () => {
  const step = { owner: 'slow', number: 1, name: 'work', up: () => pause(deadlineMs + 500) };

  const outcome = await documents.migrate([step]);

  expect(outcome.applied).toEqual(['slow/0001-work']);
});

test('a migration may wait for a server that says nothing for longer than a request may', async () => {
  const hasty = await openDocuments({
    url: process.env['MONGODB_URL'] ?? '',
    database: `silence_${randomUUID().slice(0, 8)}`,
    logger: createLogger({ service: 'test', level: 'silent' }),
    operationTimeoutMs: 10_000,
    socketTimeoutMs: 1_000,
  });
  const step = (name: string, up: (tools: MigrationTools) => Promise<unknown>) => ({
    ...{ owner: name, number: 1, name: 'work' },
    up: async (tools: MigrationTools) => void (await up(tools)),
  });
  let found: unknown[] = [];

  await hasty.migrate([
    step('silence', async ({ connection }) => {
      const rows = await connection.createCollection('silent', { capped: true, size: 4_096 });
      await rows.insertOne({ text: 'x' });
      const cursor = rows.find({}, { tailable: true, awaitData: true, maxAwaitTimeMS: 2_000 });
      found = [await cursor.next(), await cursor.tryNext()];
      await cursor.close();
    }),
  ]);

  expect(found).toMatchObject([{ text: 'x' }, null]);
  await hasty.migrate([step('end', ({ connection }) => connection.dropDatabase())]);
  await hasty.close();
});

describe('the indexes of the product', () => {
  test('are none the beginning of another, in a new store and in one of an earlier release', async () => {
    await documents.migrate(documentMigrations.filter((step) => step.number < 3));
    await raw(({ connection }) =>
      Promise.resolve(connection.db?.collection('readiness_scores').createIndex({ tenantId: 1 })),
    );

    await documents.migrate(documentMigrations);

    const found: string[][] = [];
    await raw(async ({ connection }) => {
      for (const { name } of teamCollections)
        for (const { key } of (await connection.db?.collection(name).indexes()) ?? []) found.push(Object.keys(key));
    });
    const lists = found.map((fields) => `${fields.join()},`);
    expect(lists).toContain('tenantId,tenderId,');
    expect(lists.filter((list, index) => lists.some((other, at) => at !== index && other.startsWith(list)))).toEqual(
      [],
    );
  });
});
