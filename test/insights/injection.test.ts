import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { teamCollections } from '@hub/insights/documents';
import type { Repository, TeamCollection } from '@hub/runtime/documents';
import { openInsights, unknownTenderId, type TestInsights } from './insights-kit.js';

/** Operators where a value belongs: what turns a filter into one of its sender's. */
const payloads: readonly unknown[] = [
  { $ne: null },
  { $ne: '' },
  { $gt: '' },
  { $gte: '' },
  { $lt: '~' },
  { $lte: '~' },
  { $in: ['a'] },
  { $nin: [] },
  { $eq: 'a' },
  { $exists: true },
  { $exists: false },
  { $type: 'string' },
  { $regex: '.*' },
  { $regex: '^', $options: 'i' },
  { $not: { $eq: 'a' } },
  { $all: [] },
  { $elemMatch: {} },
  { $size: 0 },
  { $mod: [1, 0] },
  { $where: 'true' },
  { $expr: true },
  { $expr: { $eq: [1, 1] } },
  { $or: [{}] },
  { $nor: [{}] },
  { $and: [{}] },
  { $text: { $search: 'a' } },
  { $jsonSchema: {} },
  { $function: { body: 'return true', args: [], lang: 'js' } },
  [{ $ne: null }],
  [['a', { $gt: '' }]],
  { nested: { $ne: null } },
  { __proto__: null, $ne: 1 },
];
const cases = payloads.map((payload) => [JSON.stringify(payload), payload] as const);

let insights: TestInsights;
let member: Awaited<ReturnType<Awaited<ReturnType<TestInsights['team']>>['user']>>['actor'];

beforeAll(async () => {
  insights = await openInsights();
  member = (await (await insights.team()).user({ role: 'member' })).actor;
});
afterAll(() => insights.close());

type Loose = Record<keyof Repository<unknown>, (...args: unknown[]) => Promise<unknown>>;

function repositoryOf(collection: TeamCollection): Loose {
  const { documents } = insights.stores.scopeOf({ actor: member, requestId: 'test' });
  return documents.team(collection) as unknown as Loose;
}

test('there are at least 30 payloads, and a collection to send them to', () => {
  expect(cases.length).toBeGreaterThanOrEqual(30);
  expect(teamCollections.length).toBeGreaterThanOrEqual(1);
});

describe.each(teamCollections.map((collection) => [collection.name, collection] as const))(
  'the store of %s',
  (_name, collection) => {
    test.each(cases)('refuses %s as a value of every field, for every call that takes one', async (_text, payload) => {
      const repository = repositoryOf(collection);
      for (const field of Object.keys(collection.shape.shape))
        for (const call of [
          () => repository.find({ [field]: payload }),
          () => repository.count({ [field]: payload }),
          () => repository.removeMany({ [field]: payload }),
          () => repository.distinct(field, { [field]: payload }),
          () => repository.patch('key', {}, { [field]: payload }),
        ])
          await expect((async () => call())()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      if (!Array.isArray(payload))
        for (const call of [() => repository.find(payload), () => repository.removeMany(payload)])
          await expect((async () => call())()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      for (const call of [() => repository.put('key', payload), () => repository.insert('key', payload)])
        await expect((async () => call())()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    });

    test('throws without a team, and cannot be pointed at another', async () => {
      const { documents } = insights.stores.scopeOf({
        actor: { kind: 'system', name: 'test', teamId: null },
        requestId: 'test',
      });
      expect(() => documents.team(collection)).toThrow(expect.objectContaining({ code: 'TENANT_CONTEXT_MISSING' }));
      const find = async () => repositoryOf(collection).find({ tenantId: 'x' });
      await expect(find()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    });
  },
);

const tender = unknownTenderId();
const createDraft = 'mutation ($input: CreateDraftInput!) { createDraft(input: $input) { __typename } }';
const drafts = 'query ($filter: DraftFilter) { drafts(filter: $filter) { totalCount } }';

/** Every input of the subgraph. */
const inputs: readonly (readonly [
  string,
  (payload: unknown) => { query: string; variables: Record<string, unknown> },
])[] = [
  ...['kind', 'tenderId', 'brief', 'allowsModel', 'idempotencyKey'].map(
    (field) =>
      [
        `createDraft ${field}`,
        (payload: unknown) => ({
          query: createDraft,
          variables: { input: { kind: 'PROPOSAL', tenderId: tender, [field]: payload } },
        }),
      ] as const,
  ),
  ...['id', 'decision'].map(
    (field) =>
      [
        `decideDraft ${field}`,
        (payload: unknown) => ({
          query: 'mutation ($input: DecideDraftInput!) { decideDraft(input: $input) { __typename } }',
          variables: { input: { id: tender, decision: 'ACCEPTED', [field]: payload } },
        }),
      ] as const,
  ),
  ...['ids', 'tenderIds', 'kinds', 'statuses', 'decisions'].map(
    (field) =>
      [
        `drafts ${field}`,
        (payload: unknown) => ({ query: drafts, variables: { filter: { [field]: [payload] } } }),
      ] as const,
  ),
  ['draft id', (id) => ({ query: 'query ($id: ID!) { draft(id: $id) { id } }', variables: { id } })],
  [
    'Tender.answer question',
    (question) => ({
      query: `query ($question: String!) { _entities(representations: [{ __typename: "Tender", id: "${tender}" }]) { ... on Tender { answer(question: $question) { isAbstention } } } }`,
      variables: { question },
    }),
  ],
];

test.each(cases)('no input takes %s', async (_text, payload) => {
  for (const [name, operation] of inputs) {
    const { query, variables } = operation(payload);
    const { data, errors } = await insights.ask(query, { as: member, variables });

    const codes = (errors ?? []).map(({ extensions }) => extensions?.['code']);
    expect([name, [...new Set(codes)]]).toEqual([name, ['BAD_USER_INPUT']]);
    expect([
      name,
      Object.values(data ?? {})
        .flat()
        .filter((value) => value !== null),
    ]).toEqual([name, []]);
  }
  expect(insights.masked).toEqual([]);
});
