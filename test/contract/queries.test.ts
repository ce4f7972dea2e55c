import { afterAll, describe, expect, test } from '@jest/globals';
import { sampleOperations } from '@hub/gateway/sample-operations';
import { type DocumentNode, Kind, parse, print, visit } from 'graphql';
import { apiSchemaOf } from '../kit/api-schema.js';
import { graphql } from '../kit/client.js';
import { inputPlacesOf, queriesOf } from '../kit/input-places.js';
import { openWorld } from '../kit/world.js';
import { tenderPage } from './tender-page.js';

const world = await openWorld();
const { hub, own } = world;
const { viewer } = own.people;
const schema = await apiSchemaOf(hub);
afterAll(() => world.close());

describe('the counts of lists', () => {
  const places = inputPlacesOf(schema, own.ids).filter(({ coordinate }) => coordinate.endsWith('(first)'));

  const fields = 'totalCount nodes { __typename } edges { node { __typename } } pageInfo { hasNextPage }';

  interface List {
    readonly totalCount: number;
    readonly nodes: readonly unknown[];
    readonly edges: readonly { readonly node: unknown }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  }

  /** Every list in an answer, wherever it is. */
  function listsIn(value: unknown): List[] {
    if (typeof value !== 'object' || value === null) return [];
    const isList = 'totalCount' in value && 'nodes' in value && 'edges' in value && 'pageInfo' in value;
    const own = isList
      ? [Object.assign({ totalCount: -1, nodes: [], edges: [], pageInfo: { hasNextPage: false } }, value)]
      : [];
    return [...own, ...Object.values(value).flatMap(listsIn)];
  }

  /** The list at a place, with pages of so many rows; null for what is no connection. */
  async function listAt(place: (typeof places)[number], first: number): Promise<List | null> {
    const query = place.inDocument(String(first)).query.replace('{ __typename }', `{ ${fields} }`);
    // What lies outside of teams is for super-admins of the platform.
    const { platform, owner } = own.people;
    const as = place.coordinate === 'Query.platformTeams(first)' ? platform : owner;
    const { data, errors } = await hub.ask(query, { as });
    const isOther = errors.some(({ extensions }) => extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED');
    if (!isOther) expect(errors).toEqual([]);
    return listsIn(data)[0] ?? null;
  }

  test('every list says how many rows it has, whatever the page, and its nodes are those of its edges', async () => {
    const counts: Record<string, number> = {};
    for (const place of places) {
      const all = await listAt(place, 100);
      if (all === null) continue;
      const none = await listAt(place, 0);
      counts[place.coordinate] = all.totalCount;
      const shown = {
        rows: all.edges.length,
        nodes: all.nodes,
        rest: all.pageInfo.hasNextPage,
        alone: none?.totalCount,
      };
      expect([place.coordinate, shown]).toEqual([
        place.coordinate,
        { rows: all.totalCount, nodes: all.edges.map(({ node }) => node), rest: false, alone: all.totalCount },
      ]);
    }
    // Lists of lots, awards and documents, of which this world has none, are counted where they are tested.
    expect(counts).toEqual({
      'Buyer.tenders(first)': 5,
      // What the member did, and that the team's own tenders changed.
      'Query.auditEvents(first)': 2,
      'Query.buyers(first)': 1,
      'Query.drafts(first)': 1,
      'Query.entries(first)': 3,
      'Project.gateDecisions(first)': 1,
      'Project.stageChanges(first)': 1,
      'Entry.comments(first)': 0,
      'Project.comments(first)': 1,
      'Task.comments(first)': 0,
      'Entry.history(first)': 1,
      'Project.history(first)': 0,
      'Task.history(first)': 0,
      'Project.tasks(first)': 1,
      'Project.activities(first)': 1,
      'Entry.activities(first)': 0,
      'Query.activities(first)': 1,
      'Query.myTasks(first)': 0,
      'Query.tasks(first)': 1,
      'Query.projects(first)': 1,
      'Query.projectArchives(first)': 1,
      'Query.platformTeams(first)': 2,
      'Query.quarantinedReleases(first)': 0,
      'Query.rankedTenders(first)': 2,
      'Query.savedSearchAlerts(first)': 1,
      'Query.savedSearches(first)': 1,
      'Query.suppliers(first)': 1,
      'Query.teamSources(first)': 1,
      'Query.teamTenders(first)': 1,
      'Query.tenderExports(first)': 1,
      'Query.tenders(first)': 6,
      'SavedSearch.newMatches(first)': 1,
      'SavedSearch.tenders(first)': 0,
      'Supplier.awards(first)': 1,
      'Supplier.records(first)': 1,
      'Team.invitations(first)': 1,
      'Team.members(first)': 6,
      'Team.platformEntries(first)': 1,
      'Team.roleAssignments(first)': 1,
      'Team.roles(first)': 1,
      'Team.units(first)': 1,
      'Unit.members(first)': 1,
      'Tender.contracts(first)': 0,
      'Tender.documents(first)': 0,
      'Tender.history(first)': 1,
      'Tender.items(first)': 0,
      'Tender.lots(first)': 0,
      'Tender.unacknowledgedChanges(first)': 0,
      // Only the member was told of something.
      'Viewer.notifications(first)': 0,
    });
  });
});

describe('who may keep an answer', () => {
  const queries = queriesOf(schema, own.ids);

  /** Fields that everybody may read alike, and whose answers everybody may therefore keep. */
  const openToAll = ['sourceHealth'];

  /** Reads by GET, as browsers and caches between do; says what the answer says about keeping it. */
  async function cachingOf(query: string, authorization: string | undefined): Promise<string> {
    const { headers } = await hub.gateway.fastify.inject({
      method: 'GET',
      url: `/graphql?query=${encodeURIComponent(query)}`,
      headers: { 'apollo-require-preflight': '1', ...(authorization !== undefined && { authorization }) },
    });
    return String(headers['cache-control']);
  }

  test.each(queries.map(({ name, query }) => [name, query] as const))(
    'an answer of %s may be kept by everybody only if everybody may read it',
    async (name, query) => {
      const toMember = await cachingOf(query, `Bearer ${own.people.owner.accessToken}`);
      const toStranger = await cachingOf(query, undefined);

      expect(toMember).not.toContain('public');
      expect(toStranger.includes('public')).toBe(openToAll.includes(name));
    },
  );
});

const listsOfReleases = /* GraphQL */ `
  query ($first: Int) {
    tenders(first: 100) {
      nodes {
        buyer {
          tenders(first: $first) {
            nodes {
              compiledRelease
            }
          }
        }
      }
    }
  }
`;

const costIn = (text: string): unknown => JSON.parse(text).extensions?.cost;

/** As Apollo Client does. */
function withTypes(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: (set) => ({
      ...set,
      selections: [...set.selections, { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
    }),
  });
}

describe('the cost of an operation', () => {
  test('refuses a list of lists of whole releases, with what it may cost, the limit and where to ask for less', async () => {
    const path = ['tenders', 'nodes', 'buyer', 'tenders', 'nodes'];

    const { status, errors, data } = await hub.ask(listsOfReleases, { as: viewer, variables: { first: 100 } });

    expect([status, data]).toEqual([400, null]);
    expect(errors).toEqual([
      {
        message:
          'The operation may cost 110311, and the limit is 5000. Most of it is in tenders > nodes > buyer > tenders > nodes. Ask for fewer items with `first`, for fewer lists inside lists, or for the rest in another operation.',
        extensions: {
          code: 'OPERATION_TOO_COMPLEX',
          requestId: expect.any(String),
          details: { limit: 'cost', maximum: 5000, cost: 110_311, path },
        },
      },
    ]);
  });

  test('is told with the limit to who is signed in', async () => {
    const { text, status } = await hub.ask(listsOfReleases, { as: viewer, variables: { first: 1 } });

    expect([status, costIn(text)]).toEqual([200, { estimated: 1411, limit: 5000 }]);
  });

  test('is told to no stranger, who may spend less', async () => {
    const sources = graphql('query { sourceHealth { name } }');
    const dear = `{ ${Array.from({ length: 11 }, (_, place) => `a${place}: tenders(first: 100) { nodes { id } }`).join(' ')} }`;

    const cheap = await hub.ask('{ sourceHealth { name } }');
    const refused = await hub.ask(dear);
    const allowed = await hub.ask(dear, { as: viewer });

    expect(await hub.as(viewer).data(sources)).toHaveProperty('sourceHealth');
    expect(costIn(cheap.text)).toBeUndefined();
    expect(refused.errors[0]?.extensions['details']).toMatchObject({ limit: 'cost', maximum: 1000, cost: 1221 });
    expect([allowed.status, costIn(allowed.text)]).toEqual([200, { estimated: 1221, limit: 5000 }]);
  });

  test('leaves room for a page with all of a tender and the type of every object', async () => {
    const query = print(withTypes(parse(tenderPage)));

    const { text, status, errors } = await hub.ask(query, { as: viewer, variables: { id: world.shared } });

    expect([status, errors]).toEqual([200, []]);
    expect(costIn(text)).toEqual({ estimated: expect.any(Number), limit: 5000 });
  });

  test("lets another company's software spend more", async () => {
    const actor = {
      kind: 'partner' as const,
      clientId: 'partner',
      teamId: world.own.team.id,
      permissions: new Set(['tender:read' as const]),
      plan: 'PRO' as const,
    };

    const { text, status } = await hub.ask(listsOfReleases, { actor, variables: { first: 5 } });

    expect([status, costIn(text)]).toEqual([200, { estimated: 5811, limit: 10_000 }]);
  });
});

const named = sampleOperations.map((operation) => [/query (\w+)/u.exec(operation.query)?.[1], operation] as const);

describe('an operation that the landing page opens with', () => {
  test.each(named)('runs as it stands: %s', async (_name, { query, needsSignIn }) => {
    const { status, errors } = await hub.ask(query, needsSignIn ? { as: viewer } : {});

    expect([status, errors]).toEqual([200, []]);
  });

  test('is there for strangers too', () => {
    expect(sampleOperations[0]?.needsSignIn).toBe(false);
  });
});
