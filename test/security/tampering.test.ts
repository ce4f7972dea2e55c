import { afterAll, describe, expect, test } from '@jest/globals';
import { encodeCursor, encodeId } from '@hub/runtime/graphql';
import { secretsIn } from '../kit/secrets.js';
import { isStorableText, slicesOf } from '@hub/runtime/values';
import { tampered } from './tampered.js';
import { openWorld } from '../kit/world.js';

const world = await openWorld();
const { hub, own, other } = world;
afterAll(() => world.close());

const seed = 20_260_331;
const reader = own.people.viewer;
const rowOf = (id: string | undefined) =>
  Buffer.from(id ?? '', 'base64url')
    .toString('utf8')
    .split(':')[1] ?? '';

/** Sends, and answers the codes of the errors; throws with the mutant that was too much. */
async function sendMutant(
  query: string,
  variables: Record<string, unknown>,
): Promise<{ codes: readonly unknown[]; data: Record<string, unknown> | null }> {
  const { text, data, codes } = await hub.as(reader).send(query, variables);
  const echoes = Object.values(variables).map(String);
  const found = secretsIn(
    echoes.reduce((body, echo) => body.replaceAll(echo, ''), text),
    world.secrets,
  );
  if (found.length > 0) throw new Error(`Leaks ${JSON.stringify(found)} for ${JSON.stringify(variables)}: ${text}`);
  return { codes, data };
}

describe('600 tampered ids', () => {
  const all = tampered(
    [own.ids, other.ids].flatMap(({ Entry, Tender, Member }) => [Entry ?? '', Tender ?? '', Member ?? '']),
    { count: 600, seed },
  );
  // One that no store can hold makes the gateway refuse its whole request, so those are asked for one by one.
  const ids = all.filter(isStorableText);
  const unstorable = all.filter((id) => !isStorableText(id));
  const fields: readonly (readonly [name: string, field: (index: number) => string])[] = [
    ['entry', (index) => `a${index}: entry(id: $v${index}) { notes }`],
    ['tender', (index) => `a${index}: tender(id: $v${index}) { title entry { notes } }`],
  ];

  test.each(fields)('asked for as %s find nothing, or are refused as bad input', async (_name, field) => {
    for (const chunk of slicesOf(ids, 20)) {
      const query = `query (${chunk.map((_, index) => `$v${index}: ID!`).join(' ')}) { ${chunk.map((_, index) => field(index)).join(' ')} }`;
      const { codes, data } = await sendMutant(query, Object.fromEntries(chunk.map((id, index) => [`v${index}`, id])));
      expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
      expect(codes.filter((code) => code !== 'BAD_USER_INPUT')).toEqual([]);
    }
  });

  test('that no store can hold are refused as bad input', async () => {
    expect(unstorable.length).toBeGreaterThan(3);
    for (const id of unstorable) {
      const { codes, data } = await sendMutant('query ($id: ID!) { entry(id: $id) { notes } }', { id });
      expect([codes, data]).toEqual([['BAD_USER_INPUT'], null]);
    }
  });

  test('as keys of entities, straight to each subgraph, find nothing and break nothing', async () => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Entry { notes } ... on Tender { entry { notes } } } }';
    for (const chunk of slicesOf(ids, 100)) {
      const r = chunk.flatMap((id) => [
        { __typename: 'Entry', id },
        { __typename: 'Tender', id },
      ]);
      const { data, errors } = await hub.askSubgraph('workspace', query, { variables: { r }, as: reader.actor });
      expect(errors).toBeUndefined();
      const found = (data?.['_entities'] as (Record<string, unknown> | null)[]).filter(
        (entity) => entity?.['notes'] || entity?.['entry'],
      );
      expect(found).toEqual([]);
    }
  });

  test('in a mutation change nothing', async () => {
    const before = await hub.database.sql('select * from workspace.entry order by id');
    for (const id of ids.slice(0, 100)) {
      const { data, errors } = await hub.ask(
        'mutation ($id: ID!) { updateEntry(input: { id: $id, expectedVersion: 1, notes: "x" }) { __typename } }',
        {
          variables: { id },
          as: own.people.member,
        },
      );
      const answered =
        (data?.['updateEntry'] as { __typename: string } | undefined)?.__typename ?? errors[0]?.extensions['code'];
      expect(['NotFound', 'BAD_USER_INPUT']).toContain(answered);
    }
    expect(await hub.database.sql('select * from workspace.entry order by id')).toEqual(before);
  });
});

describe('400 tampered cursors', () => {
  const entries = [own, other].map(({ ids }) => rowOf(ids['Entry']));
  const members = [own, other].map(({ ids }) => rowOf(ids['Member']));
  const lists: readonly (readonly [name: string, query: string, cursors: readonly string[]])[] = [
    [
      'entries by id',
      'query ($after: String) { entries(after: $after, orderBy: CREATED_AT_ASC) { edges { node { notes } } } }',
      entries.map((id) => encodeCursor('entries:CREATED_AT_ASC', [id])),
    ],
    [
      'entries by time',
      'query ($after: String) { entries(after: $after, orderBy: UPDATED_AT_DESC) { edges { node { notes } } } }',
      entries.map((id) => encodeCursor('entries:UPDATED_AT_DESC', [Date.now(), id])),
    ],
    [
      'members',
      'query ($after: String) { team { members(after: $after) { edges { node { account { email } } } } } }',
      members.map((id) => encodeCursor('members', [id])),
    ],
  ];

  test.each(lists)('of %s are refused as bad input, or are a place in the own list', async (_name, query, cursors) => {
    const outcomes = { refused: 0, answered: 0 };
    for (const after of tampered(cursors, { count: 134, seed })) {
      const { codes } = await sendMutant(query, { after });
      expect(codes.filter((code) => code !== 'BAD_USER_INPUT')).toEqual([]);
      outcomes[codes.length === 0 ? 'answered' : 'refused'] += 1;
    }
    expect(outcomes.refused).toBeGreaterThan(outcomes.answered);
  });

  test.each(lists)("of %s that are another team's own are a place in the own list", async (_name, query, cursors) => {
    for (const after of cursors) expect((await sendMutant(query, { after })).codes).toEqual([]);
  });

  test('of one order are refused in another', async () => {
    const after = encodeCursor('entries:CREATED_AT_ASC', [entries[0] ?? '']);
    const { codes } = await sendMutant(
      'query ($after: String) { entries(after: $after, orderBy: UPDATED_AT_ASC) { edges { cursor } } }',
      { after },
    );
    expect(codes).toEqual(['BAD_USER_INPUT']);
  });
});

test('an id of one type is no id of another, though the row exists', async () => {
  const asEntry = encodeId('Entry', rowOf(own.ids['Member']));
  const { codes, data } = await sendMutant(
    'query ($a: ID!, $b: ID!) { a: entry(id: $a) { notes } b: entry(id: $b) { notes } }',
    { a: own.ids['Member'], b: asEntry },
  );
  expect([codes, data]).toEqual([['BAD_USER_INPUT'], { a: null, b: null }]);
});
