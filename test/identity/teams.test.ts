import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { anonymous } from '@hub/runtime/auth';
import { encodeId } from '@hub/runtime/graphql';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { atTheSameMoment } from '../kit/same-moment.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';

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

describe('the settings of a team', () => {
  const update = graphql(`
    mutation ($input: UpdateTeamInput!) {
      updateTeam(input: $input) {
        __typename
        ... on UpdateTeamSuccess {
          team {
            name
            timeZone
            version
            updatedBy {
              id
            }
          }
        }
        ... on InvalidInput {
          problems {
            path
          }
        }
        ... on TeamConflict {
          current {
            name
            version
          }
        }
      }
    }
  `);

  let acme: TestTeam;
  let admin: TestUser;
  beforeEach(async () => {
    acme = await hub.team();
    admin = await acme.user({ role: 'admin' });
  });

  const seen = async (as: TestUser) => (await hub.ask('{ team { name timeZone version } }', { as })).data?.['team'];

  describe('a team', () => {
    test('gets another name and time zone from its admins, and its log tells', async () => {
      const clerk = await acme.user();
      const before = await seen(clerk);

      const { updateTeam } = await hub.as(admin).data(update, {
        input: { expectedVersion: 1, name: ' Acme Civils ', timeZone: 'Europe/Berlin' },
      });

      const after = { name: 'Acme Civils', timeZone: 'Europe/Berlin', version: 2 };
      const updatedBy = { id: encodeId('Member', admin.actor.membershipId) };
      expect(before).toEqual({ name: acme.name, timeZone: 'Africa/Johannesburg', version: 1 });
      expect(updateTeam).toEqual({ __typename: 'UpdateTeamSuccess', team: { ...after, updatedBy } });
      expect(await seen(admin)).toEqual(after);
      const events = await hub.database.sql('select type, body from events.inbox where team_id = $1', [acme.id]);
      expect(events).toEqual([
        {
          type: 'identity.team_updated',
          body: {
            version: 2,
            changes: [
              { field: 'name', before: acme.name, after: 'Acme Civils' },
              { field: 'timeZone', before: 'Africa/Johannesburg', after: 'Europe/Berlin' },
            ],
          },
        },
      ]);
    });

    test.each([
      ['a version that it has not', { expectedVersion: 2, name: 'Mine' }, 'TeamConflict'],
      ['no name', { expectedVersion: 1, name: ' ' }, 'InvalidInput'],
      ['a name that is too long', { expectedVersion: 1, name: 'x'.repeat(101) }, 'InvalidInput'],
      ['a zone that is none', { expectedVersion: 1, timeZone: 'Africa/Atlantis' }, 'InvalidInput'],
      ['what it is called already', { expectedVersion: 1, timeZone: 'Africa/Johannesburg' }, 'UpdateTeamSuccess'],
    ])('is not changed by %s', async (_what, input, answer) => {
      const before = await snapshotOf(hub.database);

      const { updateTeam } = await hub.as(admin).data(update, { input });

      expect(updateTeam?.__typename).toBe(answer);
      expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
    });

    test('has the first of two names that are given at once', async () => {
      const name = (text: string) => () => hub.as(admin).data(update, { input: { expectedVersion: 1, name: text } });

      const answers = await atTheSameMoment(hub.database, name('First'), name('Second'));

      expect(answers.map(({ updateTeam }) => updateTeam)).toMatchObject([
        { __typename: 'UpdateTeamSuccess' },
        { __typename: 'TeamConflict', current: { name: 'First', version: 2 } },
      ]);
    });
  });
});

describe('units', () => {
  let acme: TestTeam;
  let admin: TestUser;

  beforeEach(async () => {
    acme = await hub.team();
    admin = await acme.user({ role: 'admin' });
  });

  async function send(mutation: string, input: object) {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
    const selection = mutation.startsWith('delete')
      ? ''
      : `... on ${type}Success { unit { id name version parent { id } } }`;
    const query = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) {
    __typename ... on UserError { message path } ${selection} } }`;
    const { data, errors } = await hub.ask(query, { as: admin, variables: { input } });
    expect(errors).toEqual([]);
    return data?.[mutation] as { __typename: string; message?: string; unit?: { id: string } };
  }

  async function unit(name: string, parentId?: string): Promise<string> {
    return (await send('createUnit', { name, ...(parentId !== undefined && { parentId }) })).unit?.id ?? '';
  }

  async function chain(levels: number): Promise<string[]> {
    const ids: string[] = [];
    for (let level = 0; level < levels; level += 1) ids.push(await unit(`Level ${level}`, ids.at(-1)));
    return ids;
  }

  const parentsOf = () =>
    hub.database.sql('select name, parent_id from identity.unit where team_id = $1 order by name', [acme.id]);

  describe('units of a team', () => {
    test('are a tree with people in it', async () => {
      const [north, south, roads] = [await unit('North'), await unit('South'), await unit('Roads')];
      const clerk = await acme.user();
      const clerkId = encodeId('Member', clerk.actor.membershipId);
      await send('updateUnit', { id: roads, expectedVersion: 1, parentId: north });
      await send('setUnitMembers', { id: roads, memberIds: [clerkId, encodeId('Member', admin.actor.membershipId)] });
      await send('setUnitMembers', { id: roads, memberIds: [clerkId] });

      const { data } = await hub.ask(
        '{ team { units { totalCount nodes { id parent { id } members { totalCount nodes { id } } } } } }',
        { as: clerk },
      );

      const nobody = { totalCount: 0, nodes: [] };
      expect(data).toEqual({
        team: {
          units: {
            totalCount: 3,
            nodes: [
              { id: north, parent: null, members: nobody },
              { id: south, parent: null, members: nobody },
              { id: roads, parent: { id: north }, members: { totalCount: 1, nodes: [{ id: clerkId }] } },
            ],
          },
        },
      });
    });

    test('have one name beside each other, and may have it elsewhere', async () => {
      const north = await unit('North');

      expect(await send('createUnit', { name: 'NORTH' })).toMatchObject({ __typename: 'InvalidInput', path: ['name'] });
      expect(await send('createUnit', { name: 'North', parentId: north })).toMatchObject({
        __typename: 'CreateUnitSuccess',
      });
    });

    test('are eight levels deep and never a part of themselves', async () => {
      const levels = await chain(8);
      const before = await parentsOf();

      const deeper = await send('createUnit', { name: 'Deeper', parentId: levels[7] });
      const circle = await send('updateUnit', { id: levels[0], expectedVersion: 1, parentId: levels[5] });
      const itself = await send('updateUnit', { id: levels[0], expectedVersion: 1, parentId: levels[0] });

      expect([deeper, circle, itself].map(({ message }) => message)).toEqual([
        'Units can be 8 levels deep.',
        'A unit cannot be a part of itself, or of a unit under it.',
        'A unit cannot be a part of itself, or of a unit under it.',
      ]);
      expect(await parentsOf()).toEqual(before);
    });

    test('stay a tree when two are moved under each other at once', async () => {
      const [north, south] = [await unit('North'), await unit('South')];

      const moved = await Promise.all([
        send('updateUnit', { id: north, expectedVersion: 1, parentId: south }),
        send('updateUnit', { id: south, expectedVersion: 1, parentId: north }),
      ]);

      expect(moved.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'UpdateUnitSuccess']);
      expect((await parentsOf()).filter(({ parent_id: parent }) => parent === null)).toHaveLength(1);
    });

    test('stay a tree whatever is written past the service', async () => {
      const levels = await chain(8);
      const row = (id: string | undefined) =>
        Buffer.from(id ?? '', 'base64url')
          .toString('utf8')
          .split(':')[1];
      const move = (child: string | undefined, parent: string | undefined) =>
        hub.database.sql('update identity.unit set parent_id = $2 where id = $1', [row(child), row(parent)]);

      await expect(move(levels[0], levels[7])).rejects.toMatchObject({ code: '23514', constraint: 'unit_tree' });
      await expect(move(await unit('Ninth'), levels[7])).rejects.toMatchObject({ code: '23514' });
    });

    test('are deleted from the leaves, and their people stay', async () => {
      const north = await unit('North');
      const roads = await unit('Roads', north);
      const memberIds = [encodeId('Member', admin.actor.membershipId)];
      await send('setUnitMembers', { id: roads, memberIds });

      expect(await send('deleteUnit', { id: north })).toMatchObject({ __typename: 'InvalidInput', path: ['id'] });
      expect(await send('deleteUnit', { id: roads })).toMatchObject({ __typename: 'DeleteUnitSuccess' });
      expect(await send('deleteUnit', { id: north })).toMatchObject({ __typename: 'DeleteUnitSuccess' });
      const members = await hub.database.sql('select id from identity.membership where team_id = $1', [acme.id]);
      expect(members).toHaveLength(1);
    });
  });
});
