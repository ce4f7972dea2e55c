import { afterAll, describe, expect, test } from '@jest/globals';
import { subgraphNames } from '@hub/runtime/auth';
import { apiSchemaOf, idPaths, selectionOf } from '../kit/api-schema.js';
import { entityDoors, entityTypes, fieldsOfSupergraph, identifiedTypes } from '../kit/supergraph.js';
import { reachedByMutations } from './reached-by-mutations.js';
import { routesOf } from './routes.js';
import { secretsIn } from '../kit/secrets.js';
import { actorKinds, openWorld, unknownId, type ActorKind } from '../kit/world.js';

// Reads the supergraph and asks: a type, a field or a subgraph that is new is in the matrix, or fails it, by itself.
const world = await openWorld();
const { hub, own, other } = world;
const schema = await apiSchemaOf(hub);
const routes = routesOf(schema);
/** Entities that only admins may read, and who else may. */
const forAdmins: Readonly<Record<string, readonly ActorKind[]>> = {
  AuditEvent: ['admin', 'owner', 'custom', 'superAdmin'],
  AuditExport: ['admin', 'owner', 'custom', 'superAdmin'],
  Invitation: ['admin', 'owner', 'superAdmin'],
  PlatformEntry: ['admin', 'owner', 'custom', 'superAdmin'],
  PlatformTeam: [],
};
/** Entities that only one person may read: a member, of these. */
const ofOnePerson = ['Notification'];
const publicTypes = ['Buyer', 'Supplier', 'Tender'];
/** Ids of nothing, except where things are public: there, of one that no team has anything to do with. */
const unknown = Object.fromEntries(
  identifiedTypes().map((type) => [type, type === 'Tender' ? world.untracked : unknownId(type)]),
);
afterAll(() => world.close());

/** An answer without what rightly differs: the ids that were asked for and the number of the request. */
function comparable(text: string, ids: Readonly<Record<string, string>>): string {
  const withoutIds = Object.values(ids).reduce((body, id) => body.replaceAll(id, '<id>'), text);
  return withoutIds.replaceAll(/"requestId":"[\w-]+"/gu, '"requestId":"<request>"');
}

const codesOf = (errors: readonly { extensions?: Readonly<Record<string, unknown>> | undefined }[] = []) => [
  ...new Set(errors.map(({ extensions }) => extensions?.['code'])),
];

describe('the matrix', () => {
  test('has something of each team for every type with a key', () => {
    expect(entityTypes().filter((type) => own.ids[type] === undefined || other.ids[type] === undefined)).toEqual([]);
  });

  test('has a route through every field that leads to a type with a key or an id', () => {
    const isEntity = new Set(identifiedTypes());
    const leading = fieldsOfSupergraph()
      .filter(({ type }) => isEntity.has(type))
      .map(({ parent, field }) => `${parent}.${field}`);
    const named = [...routes.flatMap(({ covers }) => covers), ...reachedByMutations];
    // The nodes of a list are the same rows as those of its edges, resolved by the same resolvers.
    const ofEdges = named.map((coordinate) => coordinate.replace(/Edge\.node$/u, 'Connection.nodes'));
    const covered = new Set([...named, ...ofEdges]);
    expect(leading.filter((coordinate) => !covered.has(coordinate))).toEqual([]);
    expect(isEntity.size).toBeGreaterThanOrEqual(6);
  });

  test('has a route for every id in the arguments of every query', () => {
    const places = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap(({ name, args }) =>
      idPaths(args).map((path) => ({ name, argument: path.split('.').at(-1) ?? path })),
    );
    const isAsked = ({ name, argument }: { name: string; argument: string }) =>
      routes.some(({ query }) => query.includes(` ${name}(`) && query.includes(`${argument}: `));
    expect(places.filter((place) => !isAsked(place))).toEqual([]);
    expect(places.length).toBeGreaterThanOrEqual(3);
  });

  test('knows what to look for: the other team has words and ids of its own in every tenant table', () => {
    const tables = [...new Set(world.secrets.map(({ column }) => column.split('.').slice(0, 2).join('.')))].sort();
    expect(tables).toEqual(
      expect.arrayContaining([
        'identity.account',
        'identity.capability',
        'identity.company_profile',
        'identity.membership',
        'identity.team',
        'workspace.entry',
      ]),
    );
  });

  test('finds it: an answer to the other team is full of it', async () => {
    const { text } = await hub.ask('{ team { name } entries { edges { cursor node { id notes } } } }', {
      as: other.people.viewer,
    });
    const found = secretsIn(text, world.secrets).map(({ column }) => column);
    expect(found).toEqual(
      expect.arrayContaining(['identity.team.name', 'workspace.entry.id', 'workspace.entry.notes']),
    );
  });
});

describe.each(actorKinds)('through the gateway, %s', (kind) => {
  const send = (query: string, variables: Record<string, unknown>) =>
    hub.ask(query, { variables, actor: world.actorOf(kind) });

  test.each(routes.map((route) => ({ ...route, name: route.covers.join(', ') || 'a filter by id' })))(
    'gets its own and nothing of another team: $name',
    async ({ query, variables, shows, emptyFor = [], forbiddenFor = [], isPublic = false }) => {
      const mine = await send(query, variables?.(own.ids) ?? {});

      expect(secretsIn(mine.text, world.secrets)).toEqual([]);
      if (kind === 'anonymous') {
        expect(mine.text).not.toContain(shows(own));
        expect(codesOf(mine.errors)).toEqual(emptyFor.includes(kind) ? [] : ['UNAUTHENTICATED']);
      } else if (forbiddenFor.includes(kind)) {
        expect(mine.text).not.toContain(shows(own));
        expect(codesOf(mine.errors)).toEqual(['FORBIDDEN']);
      } else {
        expect(codesOf(mine.errors)).toEqual([]);
        expect(mine.text.includes(shows(own))).toBe(!emptyFor.includes(kind));
      }
      if (variables === undefined) return;

      const foreign = await send(query, variables(other.ids));
      const nothing = await send(query, variables(unknown));
      expect(secretsIn(foreign.text, withoutSent(other.ids))).toEqual([]);
      expect(foreign.status).toBe(nothing.status);
      if (!isPublic) expect(comparable(foreign.text, other.ids)).toBe(comparable(nothing.text, unknown));
    },
  );

  test('cannot ask the gateway for entities by key', async () => {
    const { data, errors } = await send('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', {
      r: [],
    });
    expect([data, codesOf(errors)]).toEqual([null, ['GRAPHQL_VALIDATION_FAILED']]);
  });
});

/** An id that was asked for may be repeated to who asked; nothing else of the row may. */
function withoutSent(ids: Readonly<Record<string, string>>) {
  const sent = new Set(Object.values(ids).map((id) => Buffer.from(id, 'base64url').toString('utf8').split(':')[1]));
  return world.secrets.filter(({ value }) => !sent.has(value));
}

const cells = entityDoors().flatMap((door) => actorKinds.map((kind) => ({ ...door, kind })));

describe('straight to a subgraph, by key', () => {
  test.each(cells)('$kind asks $subgraph for $type', async ({ type, subgraph, isResolvable, kind }) => {
    const { schema } = hub.hub.subgraphs[subgraph].subgraph;
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${selectionOf(schema, type, 2)} } } }`;
    const resolve = (id: string | undefined) =>
      hub.askSubgraph(subgraph, query, { variables: { r: [{ __typename: type, id }] }, as: world.actorOf(kind) });

    const mine = await resolve(own.ids[type]);
    const foreign = await resolve(other.ids[type]);
    const nothing = await resolve(unknown[type]);

    const asText = (answer: unknown, ids: Readonly<Record<string, string>>) => comparable(JSON.stringify(answer), ids);
    const isRefused = isResolvable && forAdmins[type]?.includes(kind) === false;
    const isOfAnother = isResolvable && kind !== 'member' && ofOnePerson.includes(type);
    if (!isResolvable || isRefused || isOfAnother || kind === 'anonymous') expect(revealed(mine)).toEqual([]);
    else expect(mine.data?.['_entities']).toEqual([expect.objectContaining({ id: own.ids[type] })]);
    const refusal = kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
    const isNobody = isResolvable && kind === 'anonymous';
    expect(codesOf(mine.errors)).toEqual(isNobody || isRefused ? [refusal] : []);
    expect(secretsIn(JSON.stringify(foreign), withoutSent(other.ids))).toEqual([]);
    const isPublicHere = publicTypes.includes(type) && subgraph === 'tenders';
    if (!isPublicHere) expect(asText(foreign, other.ids)).toBe(asText(nothing, unknown));
  });

  test('every subgraph that knows a type was asked for it', () => {
    expect([...new Set(cells.map(({ subgraph }) => subgraph))].sort()).toEqual(
      [...subgraphNames].filter((name) => entityDoors().some(({ subgraph }) => subgraph === name)).sort(),
    );
    expect(cells.length).toBe(entityDoors().length * actorKinds.length);
  });
});

/** Names of the fields that an answer gives a value for, besides the type and the id that was asked for. */
function revealed(answer: { data?: Record<string, unknown> | null }): string[] {
  const [entity] = (answer.data?.['_entities'] ?? []) as (Record<string, unknown> | null)[];
  return Object.entries(entity ?? {}).flatMap(([field, value]) =>
    value === null || field === 'id' || field === '__typename' ? [] : [field],
  );
}

describe('two teams in one process', () => {
  test.each([1, 2, 3])('never share a verdict or an answer, whoever asks first: round %i', async () => {
    const query = '{ me { team { slug } } entries { edges { node { notes } } } }';
    const asked: [ActorKind, typeof own][] = [
      ['viewer', own],
      ['member', other],
      ['admin', own],
      ['viewer', other],
    ];
    const answers = await Promise.all(
      asked.map(([kind, party]) =>
        hub.ask(query, {
          as: party.people[kind === 'anonymous' || kind === 'partner' || kind === 'superAdmin' ? 'viewer' : kind],
        }),
      ),
    );
    expect(answers.map(({ data }) => (data?.['me'] as { team: { slug: string } }).team.slug)).toEqual(
      asked.map(([, party]) => party.team.slug),
    );
    answers.forEach(({ text }, index) => expect(text).toContain(`note of ${asked[index]?.[1].team.name}`));
  });
});
