import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { addTeam } from '../kit/team-rows.js';

let database: TestDatabase;
let team: string;
let owner: string;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  team = await newTeam();
  owner = await newMember('owner');
});

async function newTeam(): Promise<string> {
  const id = randomUUID();
  await addTeam(database.sql, { id, slug: `t-${id}` });
  return id;
}

async function newMember(role: string, isDefault = false): Promise<string> {
  const account = randomUUID();
  await database.sql(`insert into identity.account (id, email, display_name) values ($1, $2, 'A Person')`, [
    account,
    `${account}@example.org`,
  ]);
  await join(account, team, role, isDefault);
  return account;
}

const join = (account: string, to: string, role: string, isDefault: boolean) =>
  database.sql('insert into identity.membership (account_id, team_id, role, is_default) values ($1, $2, $3, $4)', [
    account,
    to,
    role,
    isDefault,
  ]);

describe('a team', () => {
  const make = (id: string) => `insert into identity.team (id, slug, name) values ('${id}', 't-${id}', 'Acme')`;
  const enter = (id: string, account: string, role: string) =>
    `insert into identity.membership (account_id, team_id, role) values ('${account}', '${id}', '${role}')`;

  test.each([
    ['nobody', null],
    ['a member alone', 'member'],
    ['an owner whose time is over', 'owner'],
  ])('is not made with %s', async (what, role) => {
    const id = randomUUID();
    const account = await newMember('member');
    const end = what.endsWith('over')
      ? `; update identity.membership set expires_at = now() - interval '1 day' where team_id = '${id}'`
      : '';

    await expect(
      database.sql(role === null ? make(id) : `${make(id)}; ${enter(id, account, role)}${end}`),
    ).rejects.toMatchObject({ code: '23514', constraint: expect.stringMatching(/owner$/u) });

    expect(await database.sql('select 1 from identity.team where id = $1', [id])).toEqual([]);
  });

  test('is made with its owner in one transaction', async () => {
    const id = randomUUID();
    const account = await newMember('member');

    await database.sql(`${make(id)}; ${enter(id, account, 'owner')}`);

    expect(await rolesIn(id)).toEqual(['owner']);
  });
});

const rolesIn = async (id: string): Promise<string[]> =>
  (
    await database.sql<{ role: string }>('select role from identity.membership where team_id = $1 order by role', [id])
  ).map(({ role }) => role);

describe('a person', () => {
  test('has one default team at most', async () => {
    const person = await newMember('member', true);

    await expect(join(person, await newTeam(), 'member', true)).rejects.toThrow('membership_default');

    expect(await rolesIn(team)).toEqual(['member', 'owner']);
  });

  test('is in any number of teams that are not the default', async () => {
    const person = await newMember('member', true);
    const other = await newTeam();

    await join(person, other, 'viewer', false);

    expect(await rolesIn(other)).toEqual(['viewer']);
  });
});

describe('the only owner of a team', () => {
  const refusal = 'A team has at least one owner.';

  test.each([
    ['become a member', `update identity.membership set role = 'member' where team_id = $1 and role = 'owner'`],
    ['leave', `delete from identity.membership where team_id = $1 and role = 'owner'`],
    ['expire', `update identity.membership set expires_at = now() where team_id = $1 and role = 'owner'`],
  ])('cannot %s', async (_what, statement) => {
    await newMember('admin');

    await expect(database.sql(statement, [team])).rejects.toThrow(refusal);

    expect(await rolesIn(team)).toEqual(['admin', 'owner']);
  });

  test('hands over in any order, in one transaction', async () => {
    const heir = await newMember('member');

    await database.sql(
      `with stepped_down as (update identity.membership set role = 'member' where team_id = '${team}' and account_id = '${owner}')
       update identity.membership set role = 'owner' where team_id = '${team}' and account_id = '${heir}'`,
    );

    expect(await rolesIn(team)).toEqual(['member', 'owner']);
  });

  test('goes with the team', async () => {
    await database.sql('delete from identity.team where id = $1', [team]);

    expect(await rolesIn(team)).toEqual([]);
  });
});

test('of two owners who remove each other at the same moment one stays', async () => {
  const second = await newMember('owner');
  const [one, other] = [
    new pg.Client({ connectionString: database.url }),
    new pg.Client({ connectionString: database.url }),
  ];
  await Promise.all([one.connect(), other.connect()]);
  await one.query('begin');
  await other.query('begin');
  await one.query('delete from identity.membership where account_id = $1', [second]);
  await other.query('delete from identity.membership where account_id = $1', [owner]);

  const ends = await Promise.allSettled([one.query('commit'), other.query('commit')]);
  await Promise.all([one.end(), other.end()]);

  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await rolesIn(team)).toEqual(['owner']);
});
