// cspell:ignore txet
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '@hub/runtime/auth';
import { between, defineTeamCollection, not, oneOf, openDocuments, type Documents } from '@hub/runtime/documents';
import { createLogger } from '@hub/runtime/telemetry';

const notes = defineTeamCollection({
  name: 'notes',
  kind: 'note',
  shape: z.object({
    tender: z.string(),
    text: z.string(),
    score: z.number(),
    at: z.date().optional(),
    tags: z.array(z.string()).optional(),
    author: z.object({ name: z.string() }).optional(),
    body: z.instanceof(Uint8Array).optional(),
  }),
  indexes: [{ keys: { tender: 1 } }, { keys: { tender: 1, text: 1 }, unique: true }],
});

const alpha = systemOf(randomUUID());
const beta = systemOf(randomUUID());
let documents: Documents;

function systemOf(teamId: string): Actor & { readonly teamId: string } {
  return { kind: 'system', name: 'test', teamId };
}

const note = (text: string, score = 1) => ({ tender: 'ocds-1', text, score });

beforeAll(async () => {
  documents = await openDocuments({
    url: process.env['MONGODB_URL'] ?? '',
    database: `runtime_${randomUUID().slice(0, 8)}`,
    logger: createLogger({ service: 'test', level: 'silent' }),
    operationTimeoutMs: 10_000,
  });
  await documents.migrate([{ owner: 'test', number: 1, name: 'create-notes', up: ({ ensure }) => ensure(notes) }]);
});

afterAll(async () => {
  await documents.migrate([
    {
      owner: 'drop',
      number: 1,
      name: 'database',
      up: async ({ connection }) => void (await connection.dropDatabase()),
    },
  ]);
  await documents.close();
});

describe("a team's repository", () => {
  test('gives back what was put, dates, lists, objects and bytes included', async () => {
    const body = {
      ...note('first'),
      at: new Date('2026-01-02T03:04:05.678Z'),
      tags: ['a', 'b'],
      author: { name: 'N' },
      body: new Uint8Array([0, 255]),
    };
    const put = await documents.as(alpha).team(notes).put('k:1', body);
    const got = await documents.as(alpha).team(notes).get('k:1');
    expect(got).toEqual(put);
    expect(got).toMatchObject({
      ...note('first'),
      at: body.at,
      tags: ['a', 'b'],
      author: { name: 'N' },
      _id: `${alpha.teamId}:note:k%003a;1`,
    });
    expect([...(got?.body ?? [])]).toEqual([0, 255]);
  });

  test('puts twice as once and keeps the date of creation', async () => {
    const repository = documents.as(alpha).team(notes);
    const first = await repository.put('twice', note('twice'));
    const second = await repository.put('twice', note('twice', 2));
    expect(second.score).toBe(2);
    expect(second.createdAt).toEqual(first.createdAt);
    expect(await repository.count({ text: 'twice' })).toBe(1);
  });

  test('forgets a field that a later put leaves out', async () => {
    const repository = documents.as(alpha).team(notes);
    await repository.put('less', { ...note('less'), tags: ['a'] });
    await repository.put('less', note('less'));
    expect(await repository.get('less')).not.toHaveProperty('tags');
  });

  test('refuses to insert what exists', async () => {
    const repository = documents.as(alpha).team(notes);
    await repository.insert('once', note('once'));
    await expect(repository.insert('once', note('other'))).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(repository.insert('another', note('once'))).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await repository.get('another')).toBeNull();
  });

  test('patches only what still is as expected', async () => {
    const repository = documents.as(alpha).team(notes);
    await repository.put('cas', note('cas', 1));
    expect((await repository.patch('cas', { score: 2 }, { score: 1 }))?.score).toBe(2);
    expect(await repository.patch('cas', { score: 3 }, { score: 1 })).toBeNull();
    expect((await repository.get('cas'))?.score).toBe(2);
  });

  test('finds by conditions, in order, by pages', async () => {
    const repository = documents.as(alpha).team(notes);
    await repository.putMany(
      new Map([1, 2, 3, 4].map((score) => [`page-${score}`, { tender: 'ocds-page', text: `p${score}`, score }])),
    );
    const scores = async (filter: Parameters<typeof repository.find>[0], options = {}) =>
      (await repository.find({ tender: 'ocds-page', ...filter }, { sort: { score: 'descending' }, ...options })).map(
        ({ score }) => score,
      );
    expect(await scores({})).toEqual([4, 3, 2, 1]);
    expect(await scores({}, { limit: 2 })).toEqual([4, 3]);
    expect(await scores({ score: oneOf([1, 4]) })).toEqual([4, 1]);
    expect(await scores({ score: between({ from: 2, until: 4 }) })).toEqual([3, 2]);
    expect(await scores({ text: not('p1') })).toEqual([4, 3, 2]);
    expect(await repository.distinct('score', { tender: 'ocds-page' })).toEqual([1, 2, 3, 4]);
    expect((await repository.getMany(['page-1', 'page-9'])).get('page-1')?.score).toBe(1);
    expect(
      await repository.aggregate([
        { $match: { tender: 'ocds-page' } },
        { $group: { _id: null, sum: { $sum: '$score' } } },
      ]),
    ).toEqual([{ _id: null, sum: 10 }]);
  });

  test('does not see, count, change or remove what another team has', async () => {
    const mine = documents.as(alpha).team(notes);
    const theirs = documents.as(beta).team(notes);
    await mine.put('secret', note('secret'));
    expect(await theirs.get('secret')).toBeNull();
    expect((await theirs.getMany(['secret'])).size).toBe(0);
    expect(await theirs.find({ text: 'secret' })).toEqual([]);
    expect(await theirs.count({})).toBe(0);
    expect(await theirs.distinct('text', {})).toEqual([]);
    expect(await theirs.aggregate([])).toEqual([]);
    expect(await theirs.patch('secret', { score: 9 })).toBeNull();
    expect(await theirs.remove('secret')).toBe(false);
    expect(await theirs.removeMany({})).toBe(0);
    expect((await mine.get('secret'))?.score).toBe(1);
  });

  test('throws at once for an actor without a team', () => {
    expect(() => documents.as({ kind: 'anonymous' }).team(notes)).toThrow(
      expect.objectContaining({ code: 'TENANT_CONTEXT_MISSING' }),
    );
    expect(() => documents.as({ kind: 'system', name: 'x', teamId: null }).team(notes)).toThrow(
      expect.objectContaining({ code: 'TENANT_CONTEXT_MISSING' }),
    );
  });

  test('erases a team and says how much, leaving the others', async () => {
    const gamma = systemOf(randomUUID());
    await documents.as(gamma).team(notes).put('x', note('x'));
    const before = await documents.as(alpha).team(notes).count({});
    expect(await documents.system('test').countTeam(gamma.teamId, [notes])).toEqual({ notes: 1 });
    expect(await documents.system('test').eraseTeam(gamma.teamId, [notes])).toEqual({ notes: 1 });
    expect(await documents.system('test').eraseTeam(gamma.teamId, [notes])).toEqual({ notes: 0 });
    expect(await documents.as(alpha).team(notes).count({})).toBe(before);
  });

  test.each<[string, object]>([
    ['an operator', { text: { $ne: null } }],
    ['a regular expression', { text: /a/u }],
    ['an array', { text: ['a'] }],
    ['an operator in an array', { text: [{ $gt: '' }] }],
    ['a root operator', { $where: '1' }],
    ['an or', { $or: [{}] }],
    ['an expression', { $expr: true }],
    ['the tenant itself', { tenantId: 'x' }],
    ['a dotted path', { 'author.name': 'x' }],
    ['a misspelt field', { txet: 'x' }],
    ['a value of the wrong type', { score: 'many' }],
  ])('refuses %s in a filter, for reads, counts and removals', async (_name, filter) => {
    const repository = documents.as(alpha).team(notes);
    const before = await repository.count({});
    for (const attempt of [
      () => repository.find(filter),
      () => repository.count(filter),
      () => repository.removeMany(filter),
    ]) {
      await expect((async () => attempt())()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    expect(await repository.count({})).toBe(before);
  });
});
