import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';

let hub: TestHub;
let acme: TestTeam;
let admin: TestUser;

beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub.close());
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
