import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { randomUUID } from 'node:crypto';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';
import { addTender } from '../kit/tender-rows.js';

let hub: TestHub;
let clock = new Date();
let acme: TestTeam;
let admin: TestUser;
let clerk: TestUser;

beforeAll(async () => {
  // Nothing of permissions depends on Redis.
  hub = await testHub({ now: () => clock, stores: { redis: null } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  clock = new Date();
  acme = await hub.team();
  admin = await acme.user({ role: 'admin' });
  clerk = await acme.user({ role: 'viewer' });
});

const memberId = ({ actor }: TestUser) => encodeId('Member', actor.membershipId);

const roleFields = 'role { id name permissions version }';
const selections: Readonly<Record<string, string>> = {
  createRole: `... on CreateRoleSuccess { ${roleFields} }`,
  updateRole: `... on UpdateRoleSuccess { ${roleFields} }`,
  deleteRole: '',
  assignRole: '... on AssignRoleSuccess { assignment { id projectId expiresAt member { id } role { name } } }',
  unassignRole: '',
};

async function send(mutation: string, input: object, as: TestUser = admin) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const selection = `__typename ... on UserError { message path } ${selections[mutation]}`;
  const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { ${selection} } }`;
  const { data, errors } = await hub.ask(query, { as, variables: { input } });
  expect(errors).toEqual([]);
  return {
    result: data?.[mutation] as
      { __typename: string; role?: { id: string }; assignment?: { id: string } } | null | undefined,
  };
}

async function projectOf(team: TestTeam): Promise<string> {
  const [row] = await hub.database.sql<{ id: string }>(
    `insert into workspace.project (team_id, kind, name, status) values ($1, 'WORK', 'Depot', 'NOT_STARTED') returning id`,
    [team.id],
  );
  return encodeId('Project', row?.id ?? '');
}

async function roleWith(...permissions: string[]): Promise<string> {
  const { result } = await send('createRole', { name: `Role ${randomUUID()}`, permissions });
  return result?.role?.id ?? '';
}

async function assigned(permission: string, to: TestUser = clerk, more: object = {}): Promise<string> {
  const roleId = await roleWith(permission);
  const { result } = await send('assignRole', { memberId: memberId(to), roleId, ...more });
  return result?.assignment?.id ?? '';
}

const track = async (as: TestUser) => {
  const { id } = await addTender(hub.database);
  const query = `mutation { trackTender(input: { tenderId: "${id}" }) { __typename } }`;
  const { data, errors } = await hub.ask(query, { as });
  return (data?.['trackTender'] as { __typename: string } | null)?.__typename ?? errors[0]?.extensions['code'];
};
const reads = async (as: TestUser) => {
  const { data, errors } = await hub.ask('{ auditEvents(first: 1) { nodes { id } } }', { as });
  return data?.['auditEvents'] === null ? errors[0]?.extensions['code'] : 'read';
};
const later = (ms: number) => {
  clock = new Date(clock.getTime() + ms);
};

describe('a role of the team', () => {
  test('is made, changed and deleted, and each change tells what was before and after', async () => {
    const made = await send('createRole', { name: 'Estimator', permissions: ['ENTRY_UPDATE', 'ENTRY_UPDATE'] });
    const id = made.result?.role?.id;
    const change = { id, expectedVersion: 1, permissions: ['ENTRY_TRACK', 'ENTRY_UPDATE'] };
    const changed = await send('updateRole', change);
    const again = await send('updateRole', { ...change, expectedVersion: 2 });
    const conflict = await send('updateRole', change);
    const deleted = await send('deleteRole', { id });

    expect(made.result).toMatchObject({ role: { name: 'Estimator', permissions: ['ENTRY_UPDATE'], version: 1 } });
    expect(changed.result).toMatchObject({ role: { permissions: ['ENTRY_TRACK', 'ENTRY_UPDATE'], version: 2 } });
    expect(again.result).toMatchObject({ __typename: 'UpdateRoleSuccess', role: { version: 2 } });
    expect(conflict.result).toMatchObject({ __typename: 'RoleConflict', path: ['expectedVersion'] });
    expect(deleted.result?.__typename).toBe('DeleteRoleSuccess');
    const events = await hub.database.sql(
      `select type, body -> 'changes' as changes from events.inbox where team_id = $1 order by number`,
      [acme.id],
    );
    expect(events.at(1)).toEqual({
      type: 'identity.role_updated',
      changes: [{ field: 'permissions', before: '["entry:update"]', after: '["entry:track","entry:update"]' }],
    });
    expect(events.map(({ type }) => type)).toEqual([
      'identity.role_created',
      'identity.role_updated',
      'identity.role_deleted',
    ]);
  });

  test.each([
    ['the name of a system role', { name: 'Owner', permissions: ['ENTRY_READ'] }, ['name']],
    ['the name of another role', { name: 'ESTIMATOR', permissions: ['ENTRY_READ'] }, ['name']],
    ['no permission', { name: 'Nothing', permissions: [] }, ['permissions']],
  ])('cannot have %s', async (_what, input, path) => {
    await send('createRole', { name: 'Estimator', permissions: ['ENTRY_READ'] });

    const { result } = await send('createRole', input);

    expect(result).toMatchObject({ __typename: 'InvalidInput', path });
  });

  test('is listed with who has it', async () => {
    await assigned('AUDIT_READ');
    const query = `{ team { systemRoles { role permissions } roles { totalCount nodes { permissions } }
      roleAssignments(filter: { memberIds: ["${memberId(clerk)}"] }) { totalCount nodes { member { id } createdBy { id } } } } }`;

    const { data } = await hub.ask(query, { as: clerk });

    expect(data).toMatchObject({
      team: {
        roles: { totalCount: 1, nodes: [{ permissions: ['AUDIT_READ'] }] },
        roleAssignments: {
          totalCount: 1,
          nodes: [{ member: { id: memberId(clerk) }, createdBy: { id: memberId(admin) } }],
        },
      },
    });
    expect((data?.['team'] as { systemRoles: object[] }).systemRoles).toHaveLength(4);
  });
});

describe('nobody gives what they do not hold', () => {
  let chief: TestUser;
  beforeEach(async () => {
    chief = await acme.user({ role: 'viewer' });
    await assigned('ROLE_MANAGE', chief);
  });

  test('not with a new role, not by adding to one that they have, not with a role of others', async () => {
    const mine = (await send('createRole', { name: 'Reader', permissions: ['ENTRY_READ'] }, chief)).result?.role?.id;
    const strong = await roleWith('AUDIT_READ');
    const before = await snapshotOf(hub.database);

    const made = await send('createRole', { name: 'Auditor', permissions: ['AUDIT_READ'] }, chief);
    const grown = await send('updateRole', { id: mine, expectedVersion: 1, permissions: ['AUDIT_READ'] }, chief);
    const given = await send('assignRole', { memberId: memberId(clerk), roleId: strong }, chief);

    expect(made.result).toMatchObject({ __typename: 'InvalidInput', path: ['permissions'] });
    expect(grown.result).toMatchObject({ __typename: 'InvalidInput', path: ['permissions'] });
    expect(given.result).toMatchObject({ __typename: 'InvalidInput', path: ['roleId'] });
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test('not in the team what they hold in one project', async () => {
    const [here, elsewhere] = [await projectOf(acme), await projectOf(acme)];
    const roleId = await roleWith('AUDIT_READ');
    await send('assignRole', { memberId: memberId(chief), roleId, projectId: here });
    const give = async (projectId?: string) =>
      (await send('assignRole', { memberId: memberId(clerk), roleId, ...(projectId && { projectId }) }, chief)).result
        ?.__typename;

    expect([await give(), await give(elsewhere), await give(here)]).toEqual([
      'InvalidInput',
      'InvalidInput',
      'AssignRoleSuccess',
    ]);
  });

  test('and nothing to themselves', async () => {
    const { result } = await send('assignRole', { memberId: memberId(admin), roleId: await roleWith('ENTRY_READ') });

    expect(result).toMatchObject({ __typename: 'InvalidInput', path: ['memberId'] });
  });

  test('not what was taken from them a moment ago, of which every process has heard otherwise', async () => {
    const assignment = await assigned('AUDIT_READ', chief);
    const input = { name: 'Auditor', permissions: ['AUDIT_READ'] };
    expect((await send('createRole', input, chief)).result?.__typename).toBe('CreateRoleSuccess');
    await send('unassignRole', { id: assignment });

    const { result } = await send('createRole', { ...input, name: 'Auditor again' }, chief);

    expect(result).toMatchObject({ __typename: 'InvalidInput', path: ['permissions'] });
  });
});

describe('what a role adds', () => {
  test('counts within a minute, and at once with a token that was issued since', async () => {
    expect([await reads(clerk), await track(clerk)]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    await assigned('AUDIT_READ');
    await assigned('ENTRY_TRACK');

    later(45_000);

    expect([await reads(clerk), await track(clerk)]).toEqual(['read', 'TrackTenderSuccess']);
  });

  const ends: readonly (readonly [string, (assignments: readonly string[]) => Promise<unknown>])[] = [
    ['is unassigned', (ids) => Promise.all(ids.map((id) => send('unassignRole', { id })))],
    [
      'loses the permission',
      () => hub.database.sql(`update identity.role set permissions = '{entry:read}' where team_id = $1`, [acme.id]),
    ],
    [
      'expires',
      () =>
        hub.database.sql(
          `update identity.role_assignment set expires_at = now() - interval '1 second' where team_id = $1`,
          [acme.id],
        ),
    ],
    ['is deleted', () => hub.database.sql('delete from identity.role where team_id = $1', [acme.id])],
  ];

  test.each(ends)('is refused at the next write when the role %s, and at reads within a minute', async (_how, end) => {
    const tracking = await assigned('ENTRY_TRACK');
    const reading = await acme.user({ role: 'viewer' });
    const auditing = await assigned('AUDIT_READ', reading);
    // Every process has just heard that it is held.
    expect([await track(clerk), await reads(reading)]).toEqual(['TrackTenderSuccess', 'read']);
    await end([tracking, auditing]);
    const entries = () => hub.database.sql('select id from workspace.entry where team_id = $1', [acme.id]);
    const before = await entries();

    const refused = await track(clerk);

    expect(refused).toBe('FORBIDDEN');
    expect(await entries()).toEqual(before);
    const denials = await hub.database.sql(
      `select body ->> 'field' as field from events.inbox where team_id = $1 and type = 'workspace.access_denied'`,
      [acme.id],
    );
    expect(denials).toEqual([{ field: 'Mutation.trackTender' }]);
    later(45_000);
    expect(await reads(reading)).toBe('FORBIDDEN');
  });

  test('ends at its hour, also in what a gateway has kept', async () => {
    const expiresAt = new Date(clock.getTime() + 10_000).toISOString();
    await assigned('AUDIT_READ', clerk, { expiresAt });
    expect(await reads(clerk)).toBe('read');

    later(10_000);

    expect(await reads(clerk)).toBe('FORBIDDEN');
  });

  test('is nothing elsewhere when it is of one project', async () => {
    await assigned('ENTRY_TRACK', clerk, { projectId: await projectOf(acme) });

    expect(await track(clerk)).toBe('FORBIDDEN');
  });
});

test('a role in a project ends with it, and is in no project of others', async () => {
  const roleId = await roleWith('ENTRY_TRACK');
  const [own, foreign] = [await projectOf(acme), await projectOf(await hub.team())];
  const give = async (projectId: string) =>
    (await send('assignRole', { memberId: memberId(clerk), roleId, projectId })).result;
  const left = () => hub.database.sql('select id from identity.role_assignment where team_id = $1', [acme.id]);

  expect((await give(own))?.__typename).toBe('AssignRoleSuccess');
  expect(await give(foreign)).toEqual(await give(encodeId('Project', randomUUID())));
  expect(await give(foreign)).toMatchObject({ __typename: 'NotFound', path: ['projectId'] });
  expect(await left()).toHaveLength(1);
  await hub.database.sql('delete from workspace.project where team_id = $1', [acme.id]);
  expect(await left()).toEqual([]);
});

test('an access token tells which roles its person has, and the version of the permissions of the team', async () => {
  const password = 'a long enough password';
  const { hashPassword } = await import('@hub/identity/password');
  const signing = await acme.user({ role: 'viewer', passwordHash: await hashPassword(password) });
  const roleId = await roleWith('AUDIT_READ');
  await send('assignRole', { memberId: memberId(signing), roleId });

  const { data } = await hub.ask(
    `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInSuccess { tokens { accessToken } } } }`,
    { variables: { input: { team: acme.slug, email: signing.email, password } } },
  );

  const [, body = ''] = (data as { signIn: { tokens: { accessToken: string } } }).signIn.tokens.accessToken.split('.');
  expect(JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))).toMatchObject({
    role: 'viewer',
    roles: [Buffer.from(roleId, 'base64url').toString('utf8').split(':')[1]],
    permissions_version: 2,
  });
});

test('fifty roles are as many as a team can have, also when they are made at once', async () => {
  await hub.database.sql(
    `insert into identity.role (team_id, name, permissions) select $1, 'Role ' || n, '{entry:read}' from generate_series(1, 45) n`,
    [acme.id],
  );

  const made = await Promise.all(
    Array.from({ length: 8 }, () => send('createRole', { name: randomUUID(), permissions: ['ENTRY_READ'] })),
  );

  expect(made.map(({ result }) => result?.__typename).toSorted()).toEqual([
    ...Array.from({ length: 5 }, () => 'CreateRoleSuccess'),
    ...Array.from({ length: 3 }, () => 'LimitReached'),
  ]);
});
