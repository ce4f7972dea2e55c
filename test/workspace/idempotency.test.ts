import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { testHub, type Answer, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { addTender } from '../kit/tender-rows.js';

let hub: TestHub;
let acme: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
  acme = await hub.team();
  clerk = await acme.user({ role: 'admin' });
});

interface Creating {
  readonly mutation: string;
  readonly type: string;
  readonly entity: string;
  readonly table: string;
  /** The same input, and another that would be accepted as well. */
  readonly inputs: () => Promise<[Record<string, unknown>, Record<string, unknown>]>;
}

const creating: readonly Creating[] = [
  {
    mutation: 'trackTender',
    type: 'TrackTenderInput',
    entity: 'entry',
    table: 'workspace.entry',
    inputs: async () => [
      { tenderId: (await addTender(hub.database)).id, notes: 'one' },
      { tenderId: (await addTender(hub.database)).id, notes: 'one' },
    ],
  },
  {
    mutation: 'createSavedSearch',
    type: 'CreateSavedSearchInput',
    entity: 'savedSearch',
    table: 'tenders.saved_search',
    inputs: async () => [
      { name: 'Pumps', search: 'pump' },
      { name: 'Roads', search: 'road' },
    ],
  },
  {
    mutation: 'requestExport',
    type: 'RequestExportInput',
    entity: 'export',
    table: 'tenders.export',
    inputs: async () => [{ format: 'CSV' }, { format: 'OCDS_JSONL' }],
  },
  {
    mutation: 'createTeamSource',
    type: 'CreateTeamSourceInput',
    entity: 'source',
    table: 'tenders.team_source',
    inputs: async () => [
      { kind: 'OCDS', name: 'Own', url: 'https://example.org/a' },
      { kind: 'OCDS', name: 'Other', url: 'https://example.org/b' },
    ],
  },
];

describe.each(creating)('$mutation with an idempotency key', ({ mutation, type, entity, table, inputs }) => {
  const success = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Success`;
  const send = (input: Record<string, unknown>, as = clerk): Promise<Answer> =>
    hub.ask(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) {
        __typename ... on UserError { message } ... on ${success} { ${entity} { id } }
      } }`,
      { as, variables: { input } },
    );
  const made = ({ data, errors }: Answer): Record<string, unknown> => {
    expect(errors).toEqual([]);
    return Object(data)[mutation];
  };
  const rows = () => hub.database.sql(`select id from ${table} where team_id = $1`, [acme.id]);

  test('is carried out once and answered alike, however often it is sent and in whatever order of fields', async () => {
    const [input] = await inputs();
    const idempotencyKey = randomUUID();
    const first = made(await send({ ...input, idempotencyKey }));
    const second = made(await send(Object.fromEntries(Object.entries({ idempotencyKey, ...input }).toReversed())));

    expect(first['__typename']).toBe(success);
    expect(second).toEqual(first);
    expect(await rows()).toHaveLength(1);
  });

  test('has one effect when it comes many times at once', async () => {
    const [input] = await inputs();
    const idempotencyKey = randomUUID();
    const answers = (await Promise.all(Array.from({ length: 6 }, () => send({ ...input, idempotencyKey })))).map(made);

    expect(answers).toEqual(Array.from({ length: 6 }, () => answers[0]));
    expect(answers[0]?.['__typename']).toBe(success);
    expect(await rows()).toHaveLength(1);
  });

  test('refuses the key for other input, and changes nothing', async () => {
    const [input, other] = await inputs();
    const idempotencyKey = randomUUID();
    await send({ ...input, idempotencyKey });

    const { errors } = await send({ ...other, idempotencyKey });

    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    expect(await rows()).toHaveLength(1);
  });

  test('leaves a colleague the same key', async () => {
    const [input, other] = await inputs();
    const idempotencyKey = randomUUID();
    await send({ ...input, idempotencyKey });
    const colleague = await acme.user({ role: 'admin' });

    expect(made(await send({ ...other, idempotencyKey }, colleague))['__typename']).toBe(success);
    expect(await rows()).toHaveLength(2);
  });

  test('keeps no key of a request that was refused', async () => {
    const [input] = await inputs();
    const idempotencyKey = randomUUID();
    await hub.database.sql(`create function app.refuse() returns trigger language plpgsql as 'begin return null; end'`);
    await hub.database.sql(
      `create trigger refuse before insert on ${table} for each row execute function app.refuse()`,
    );
    await send({ ...input, idempotencyKey });
    await hub.database.sql(`drop trigger refuse on ${table}; drop function app.refuse()`);

    expect(made(await send({ ...input, idempotencyKey }))['__typename']).toBe(success);
    expect(await rows()).toHaveLength(1);
  });

  test.each(['', ' ', 'ü', 'x'.repeat(101)])('says what is wrong with a key of %p', async (idempotencyKey) => {
    const [input] = await inputs();

    expect(made(await send({ ...input, idempotencyKey }))['__typename']).toBe('InvalidInput');
    expect(await rows()).toEqual([]);
  });
});

test('what was created under a key and deleted since is not created again', async () => {
  const input = { name: 'Pumps', search: 'pump', idempotencyKey: randomUUID() };
  const create = () =>
    hub.ask('mutation ($input: CreateSavedSearchInput!) { createSavedSearch(input: $input) { __typename } }', {
      as: clerk,
      variables: { input },
    });
  await create();
  await hub.database.sql('delete from tenders.saved_search where team_id = $1', [acme.id]);

  const { errors } = await create();

  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['NOT_FOUND']);
  expect(await hub.database.sql('select 1 from tenders.saved_search where team_id = $1', [acme.id])).toEqual([]);
});
