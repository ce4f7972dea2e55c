import { afterAll, describe, expect, test } from '@jest/globals';
import {
  anonymous,
  internalTokenHeader,
  signInternalToken,
  subgraphNames,
  type Actor,
  type SubgraphName,
} from '@hub/runtime/auth';
import { errorRegistry } from '@hub/runtime/errors';
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { ownMutations } from '../security/mutation-cases.js';
import { serveSubgraphs } from '../kit/subgraph-servers.js';
import { until } from '../kit/until.js';
import { openWorld } from '../kit/world.js';

const world = await openWorld();
const { hub } = world;
const doors = await serveSubgraphs(hub);
afterAll(async () => {
  await doors.close();
  await world.close();
});

/** Root fields that anyone may ask, each on purpose. Every other one is closed to those who are not signed in. */
const openToAnyone = [
  'Query.me',
  'Query.sourceHealth',
  'Mutation.signIn',
  'Mutation.refreshSession',
  'Mutation.requestSignUp',
  'Mutation.createTeam',
  'Mutation.requestPasswordReset',
  'Mutation.resetPassword',
  'Mutation.acceptInvitation',
  'Mutation.verifyEmail',
  'Mutation.unsubscribeFromNotifications',
];
/** What is a person's own needs a session alone, and `node` the permission of what its id names: `test/federation/node.test.ts`. */
const judgedLater = [...ownMutations.map((name) => `Mutation.${name}`), 'Query.node', 'Query.nodes'];
const federationFields = ['_entities', '_service'];

interface Body {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: unknown[]; extensions: { code: string; requestId?: string } }[];
}

/** Sends to a subgraph as the gateway does: over HTTP, with a token signed for this body. */
async function sendTo(
  name: SubgraphName,
  query: string,
  { as = anonymous, variables = {} }: { as?: Actor; variables?: Record<string, unknown> } = {},
): Promise<{ status: number; body: Body }> {
  const text = JSON.stringify({ query, variables });
  const { url, secret } = doors.served[name];
  const token = await signInternalToken({ actor: as, audience: name, body: text, secret });
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'contract-1', [internalTokenHeader]: token },
    body: text,
  });
  return { status: response.status, body: (await response.json()) as Body };
}

/** Some value that the type takes. */
function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) return '[]';
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(named)) {
    return `{ ${Object.values(named.getFields())
      .filter(isRequiredInputField)
      .map((field) => `${field.name}: ${literalOf(field.type)}`)
      .join(' ')} }`;
  }
  return (
    { Int: '1', Float: '1', Boolean: 'true', DateTime: '"2026-03-31T11:00:00Z"', Date: '"2026-03-31"', Decimal: '"1"' }[
      named.name
    ] ?? '"x"'
  );
}

function callOf(root: 'Query' | 'Mutation', field: GraphQLField<unknown, unknown>): string {
  const args = field.args.filter(isRequiredArgument).map((argument) => `${argument.name}: ${literalOf(argument.type)}`);
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  return `${root.toLowerCase()} { ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${selection} }`;
}

describe.each(subgraphNames)('the %s subgraph', (name) => {
  const { schema } = hub.hub.subgraphs[name].subgraph;
  const roots = (['Query', 'Mutation'] as const).flatMap((root) =>
    Object.values((root === 'Query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {})
      .filter((field) => !federationFields.includes(field.name))
      .map((field) => ({ coordinate: `${root}.${field.name}`, query: callOf(root, field) })),
  );
  const closed = roots.filter(({ coordinate }) => !openToAnyone.includes(coordinate));

  test('says that it lives and that it is ready', async () => {
    const { url } = doors.served[name];
    const live = await fetch(`${url}/health/live`);
    expect([live.status, await live.json()]).toEqual([200, { status: 'live' }]);
    // A probe that a busy machine made late counts as away, until the next one.
    await until(async () => (await (await fetch(`${url}/health/ready`)).text()) === '{"status":"ready"}');
  });

  test('gives its schema to the gateway, with every directive that composition reads', async () => {
    const { body } = await sendTo(name, '{ _service { sdl } }');
    const { sdl } = (body.data?.['_service'] ?? {}) as { sdl?: string };
    expect(body.errors).toBeUndefined();
    expect(sdl).toContain('https://specs.apollo.dev/federation/v2');
  });

  test('is closed to those who are not signed in: every root field but those that are open on purpose', async () => {
    for (const { coordinate, query } of closed) {
      const { body } = await sendTo(name, query);
      expect([coordinate, body.errors?.map(({ extensions }) => extensions.code)]).toEqual([
        coordinate,
        ['UNAUTHENTICATED'],
      ]);
      expect(Object.values(body.data ?? {}).filter((value) => value !== null)).toEqual([]);
    }
  });

  test('is closed to those who are signed in and may nothing', async () => {
    const person = await world.own.team.user();
    const actor = { ...person.actor, permissions: new Set<never>() };
    for (const { coordinate, query } of closed.filter((root) => !judgedLater.includes(root.coordinate))) {
      const { body } = await sendTo(name, query, { as: actor });
      expect([coordinate, body.errors?.map(({ extensions }) => extensions.code)]).toEqual([coordinate, ['FORBIDDEN']]);
    }
  });

  test('shapes every error alike: a message, a registered code and the number of the request', async () => {
    const queries = [
      '{ nope }',
      '{',
      'query ($a: Int!) { __typename }',
      'query A { __typename } query B { __typename }',
      closed[0]?.query ?? '{ nope }',
    ];
    for (const query of queries) {
      const { status, body } = await sendTo(name, query);
      expect(status).toBeLessThan(500);
      expect(body.errors?.length).toBeGreaterThan(0);
      for (const error of body.errors ?? []) {
        expect(error).toEqual(
          expect.objectContaining({
            message: expect.any(String),
            extensions: expect.objectContaining({ code: expect.any(String) }),
          }),
        );
        expect(Object.keys(errorRegistry)).toContain(error.extensions.code);
        expect(
          Object.keys(error).filter((key) => !['message', 'path', 'locations', 'extensions'].includes(key)),
        ).toEqual([]);
        expect(
          Object.keys(error.extensions).filter(
            (key) => !['code', 'requestId', 'details', 'retryAfterSeconds'].includes(key),
          ),
        ).toEqual([]);
      }
    }
  });

  test('answers over HTTP what it answers inside the process', async () => {
    // Signed out already, so that signing out answers the same the second time.
    const person = await world.own.team.user({ role: 'viewer' });
    await hub.database.sql('delete from identity.session where id = $1', [person.actor.sessionId]);
    for (const { query } of roots) {
      const { body } = await sendTo(name, query, { as: person.actor });
      const inside = await hub.askSubgraph(name, query, { as: person.actor });
      const comparable = ({
        data,
        errors = [],
      }: {
        data?: unknown;
        errors?: readonly { extensions?: object | undefined }[];
      }) => ({
        data: data ?? null,
        codes: errors.map(({ extensions }) => extensions && Reflect.get(extensions, 'code')),
      });
      expect([query, comparable(body)]).toEqual([query, comparable(inside)]);
    }
  });

  test('answers an entity of a type it does not know, and a key that is none, without breaking', async () => {
    if (schema.getQueryType()?.getFields()['_entities'] === undefined) return;
    const variables = { r: [{ __typename: 'Nobody', id: 'x' }] };
    const { status, body } = await sendTo(
      name,
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      {
        variables,
        as: world.own.people.viewer.actor,
      },
    );
    expect(status).toBeLessThan(600);
    expect(body.errors?.map(({ extensions }) => Object.keys(errorRegistry).includes(extensions.code))).toEqual([true]);
  });
});
