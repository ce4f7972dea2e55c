import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous } from '@hub/runtime/auth';
import { encodeId } from '@hub/runtime/graphql';
import { testHub, type TestHub } from '../kit/hub.js';

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub.close());

interface MembersPage {
  readonly edges: { readonly node: { readonly account: { readonly email: string } }; readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const membersQuery = /* GraphQL */ `
  query ($first: Int, $after: String) {
    team {
      members(first: $first, after: $after) {
        edges {
          cursor
          node {
            account {
              email
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`;

describe('the members of a team', () => {
  test('come in pages, in the order they joined, and only of the own team', async () => {
    const acme = await hub.team();
    const other = await hub.team();
    const people = [await acme.user(), await acme.user(), await acme.user()];
    await other.user();
    const [reader] = people;

    const emails: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await hub.ask(membersQuery, { variables: { first: 2, after }, ...(reader && { as: reader }) });
      const page = (data?.['team'] as { members: MembersPage }).members;
      emails.push(...page.edges.map(({ node }) => node.account.email));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);

    expect(emails.toSorted()).toEqual(people.map(({ email }) => email).toSorted());
  });

  test.each([
    ['first: -1', { first: -1 }],
    ['first: 101', { first: 101 }],
    ['a made-up cursor', { after: 'bm90IGEgY3Vyc29y' }],
    ['a cursor of another list', { after: Buffer.from('["entries","x"]').toString('base64url') }],
  ])('refuse %s with BAD_USER_INPUT', async (_name, variables) => {
    const clerk = await (await hub.team()).user();
    const { errors } = await hub.ask(membersQuery, { variables, as: clerk });
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });

  test('are not for those without member:read', async () => {
    const outsider = await (await hub.team()).user({ can: ['team:read'] });
    const answer = await hub.askSubgraph('identity', '{ team { name members { edges { cursor } } } }', {
      as: outsider.actor,
    });
    expect(answer.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN']);
  });
});

describe('entities of identity', () => {
  const entities =
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Team { name } ... on Member { account { email } } } }';

  test('answer a foreign id exactly as an unknown one', async () => {
    const acme = await hub.team();
    const clerk = await acme.user();
    const stranger = await (await hub.team()).user();
    const resolve = (r: object[]) => hub.askSubgraph('identity', entities, { variables: { r }, as: clerk.actor });

    const foreign = await resolve([
      { __typename: 'Team', id: encodeId('Team', stranger.actor.teamId) },
      { __typename: 'Member', id: encodeId('Member', stranger.actor.membershipId) },
    ]);
    const unknown = await resolve([
      { __typename: 'Team', id: encodeId('Team', randomUUID()) },
      { __typename: 'Member', id: encodeId('Member', randomUUID()) },
    ]);
    const own = await resolve([{ __typename: 'Member', id: encodeId('Member', clerk.actor.membershipId) }]);

    expect(foreign).toEqual(unknown);
    expect(foreign).toEqual({ data: { _entities: [null, null] } });
    expect(own).toEqual({ data: { _entities: [{ account: { email: clerk.email } }] } });
  });

  test('are closed to anonymous callers', async () => {
    const clerk = await (await hub.team()).user();
    const answer = await hub.askSubgraph('identity', entities, {
      variables: { r: [{ __typename: 'Member', id: encodeId('Member', clerk.actor.membershipId) }] },
      as: anonymous,
    });
    expect(answer.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAUTHENTICATED']);
    expect(JSON.stringify(answer)).not.toContain(clerk.email);
  });
});
