import { afterAll, describe, expect, test } from '@jest/globals';
import { Kind, parse, print, visit, type DocumentNode } from 'graphql';
import { graphql } from '../kit/client.js';
import { openWorld } from '../kit/world.js';
import { tenderPage } from './tender-page.js';

const world = await openWorld();
afterAll(() => world.close());
const { hub } = world;
const { viewer } = world.own.people;

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
