import { afterAll, describe, expect, test } from '@jest/globals';
import { internalTokenHeader, signInternalToken, subgraphNames } from '@hub/runtime/auth';
import { apiSchemaOf } from '../kit/api-schema.js';
import { inputPlacesOf, type InputPlace, type Operation } from '../kit/input-places.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';
import { serveSubgraphs } from '../kit/subgraph-servers.js';
import { openWorld } from '../kit/world.js';

const world = await openWorld();
const { hub, own } = world;
const places = inputPlacesOf(await apiSchemaOf(hub), own.ids);
const before = await snapshotOf(hub.database);
const doors = await serveSubgraphs(hub);
afterAll(async () => {
  await doors.close();
  await world.close();
});

/** Text that no store can hold. */
const unstorable = ['\0', 'a\0b', '\uD800', 'a\uDFFFb', '\uDE00\uD83D'];

/** Text that looks like an instant and is none that a store, a person and `Date` agree about. */
const noInstants = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59-12:00',
  '+010000-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '2026-01-01T00:00:00+18:01',
  '2026-01-01T00:00:00+99:99',
  '2026-13-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T23:59:61Z',
  'infinity',
  '2026-01-01T00:00:00Z\0',
];
const noDecimals = ['NaN', 'Infinity', '1e309', '1'.repeat(400), '１', '1\0'];

function badValuesOf(scalar: string): readonly string[] {
  if (scalar === 'DateTime' || scalar === 'Date') return [...unstorable, ...noInstants];
  if (scalar === 'Decimal') return [...unstorable, ...noDecimals];
  return scalar === 'String' || scalar === 'ID' ? unstorable : [];
}

/** JSON writes NUL and half pairs as escapes, which GraphQL reads alike; and once as the very characters. */
const literalsOf = (value: string) => [JSON.stringify(value), `"${value}"`];

function badOperationsAt(place: InputPlace): Operation[] {
  return badValuesOf(place.scalar).flatMap((value) => [
    place.inVariable(value),
    place.inArgument(value),
    ...literalsOf(value).map((literal) => place.inDocument(literal)),
  ]);
}

const refusals = new Set(['BAD_USER_INPUT', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

/** What an answer should have been and was not; null for a coded refusal of the whole request. */
async function complaintAbout({ query, variables }: Operation): Promise<string | null> {
  const response = await hub.gateway.fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${own.people.owner.accessToken}` },
    payload: JSON.stringify({ query, variables }),
  });
  const { data, errors = [] }: { data?: unknown; errors?: { extensions: Record<string, unknown> }[] } = response.json();
  const isRefused =
    response.statusCode === 400 &&
    (data ?? null) === null &&
    errors.length > 0 &&
    errors.every(
      ({ extensions }) =>
        refusals.has(String(extensions['code'])) && extensions['requestId'] === response.headers['x-request-id'],
    );
  return isRefused ? null : `${JSON.stringify({ query, variables })} -> ${response.statusCode} ${response.body}`;
}

const texts = places.filter(({ scalar }) => badValuesOf(scalar).length > 0);

describe('a value that no store can hold', () => {
  test('is looked for in every argument, inputs and lists included', () => {
    expect(texts.length).toBeGreaterThanOrEqual(160);
    expect(texts.map(({ coordinate }) => coordinate)).toEqual(
      expect.arrayContaining([
        'Query.tenders(filter.closing.from)',
        'Query.tenders(filter.categories.0)',
        'Mutation.createSavedSearch(input.filter.categories.0)',
        'Tender.asOf(at)',
        'Supplier.awards(after)',
      ]),
    );
  });

  test.each(texts.map((place) => [place.coordinate, place] as const))(
    'is refused as %s, in a variable, inside one, and in the document',
    async (_coordinate, place) => {
      const complaints = await Promise.all(badOperationsAt(place).map(complaintAbout));
      expect(complaints.filter((complaint) => complaint !== null)).toEqual([]);
    },
  );

  test('has changed nothing', async () => {
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });
});

describe('a subgraph alone', () => {
  const placesOfAll = subgraphNames.flatMap((name) =>
    inputPlacesOf(hub.hub.subgraphs[name].subgraph.schema, own.ids)
      .filter(({ scalar }) => badValuesOf(scalar).length > 0)
      .map((place) => [name, place.coordinate, place] as const),
  );

  test.each(placesOfAll)('%s refuses it as %s', async (name, _coordinate, place) => {
    const answers = await Promise.all(
      badOperationsAt(place).map(async ({ query, variables }) => {
        const { data, errors = [] } = await hub.askSubgraph(name, query, { variables, as: own.people.owner.actor });
        const isRefused =
          errors.length > 0 && errors.every(({ extensions }) => refusals.has(String(extensions?.['code'])));
        return isRefused && (data ?? null) === null ? null : JSON.stringify({ query, variables, data, errors });
      }),
    );
    expect(answers.filter((answer) => answer !== null)).toEqual([]);
  });

  test.each(subgraphNames.flatMap((name) => unstorable.map((value) => [name, value] as const)))(
    '%s refuses it behind HTTP too: %j',
    async (name, value) => {
      const body = JSON.stringify({ query: '{ __typename }', variables: { representations: [{ id: value }] } });
      const { url, secret } = doors.served[name];
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [internalTokenHeader]: await signInternalToken({
            actor: own.people.owner.actor,
            audience: name,
            body,
            secret,
          }),
        },
        body,
      });

      expect([response.status, await response.json()]).toEqual([
        400,
        {
          errors: [
            expect.objectContaining({
              message: expect.stringMatching(/^representations\.0\.id: The text holds a character that is not text/u),
              extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
            }),
          ],
        },
      ]);
    },
  );

  test('has changed nothing', async () => {
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });
});
