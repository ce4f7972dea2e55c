import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeId, encodeId } from '@hub/runtime/graphql';
import { exportReady, notice, type Notice, type NoticeAbout, notify, sourceFailing } from '@hub/runtime/notifications';
import { testHub, type TestHub } from '../../kit/hub.js';
import { addNotification } from '../../kit/notification-rows.js';
import type { TestTeam, TestUser } from '../../kit/people.js';
import { addProject } from '../../kit/project-rows.js';
import { addTender } from '../../kit/tender-rows.js';

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub({ stores: { redis: null } });
});
afterAll(() => hub.close());

describe('what a person is told of', () => {
  const fields = 'timeZone quietHours { from until } digestAt isEmailEnabled version types { type isInApp email }';
  const update = `mutation ($input: UpdateNotificationPreferencesInput!) { updateNotificationPreferences(input: $input) { __typename
  ... on UpdateNotificationPreferencesSuccess { preferences { ${fields} } }
  ... on NotificationPreferencesConflict { current { version } } ... on InvalidInput { problems { path message } } } }`;

  let clerk: TestUser;
  beforeEach(async () => {
    clerk = await (await hub.team()).user();
  });

  async function change(input: Record<string, unknown>, as = clerk): Promise<Record<string, unknown>> {
    const { data, errors } = await hub.ask(update, { variables: { input }, as });
    expect(errors).toEqual([]);
    return Object(data?.['updateNotificationPreferences']);
  }

  async function preferences(as = clerk): Promise<Record<string, unknown>> {
    const { data } = await hub.ask(`{ me { notificationPreferences { ${fields} } } }`, { as });
    return Object(Object(Object(data)['me'])['notificationPreferences']);
  }

  const typeOf = ({ types }: Record<string, unknown>, name: string) =>
    (types as { type: string }[]).find(({ type }) => type === name);

  test('preferences are as usual until they are changed, and then what was sent', async () => {
    const usual = await preferences();

    await change({
      ...{ expectedVersion: 0, timeZone: 'Europe/London', quietHours: { from: '21:00', until: '06:30' } },
      ...{ digestAt: '17:45', types: [{ type: 'TENDER_CHANGED', email: 'DAILY' }] },
    });
    await change({ expectedVersion: 1, quietHours: null, types: [{ type: 'EXPORT_READY', isInApp: false }] });
    const changed = await preferences();

    expect(usual).toMatchObject({
      ...{ timeZone: null, quietHours: null, digestAt: '07:00', isEmailEnabled: true, version: 0 },
    });
    expect(typeOf(usual, 'TENDER_CHANGED')).toEqual({ type: 'TENDER_CHANGED', isInApp: true, email: 'IMMEDIATE' });
    expect(changed).toMatchObject({ timeZone: 'Europe/London', quietHours: null, digestAt: '17:45', version: 2 });
    expect(typeOf(changed, 'TENDER_CHANGED')).toEqual({ type: 'TENDER_CHANGED', isInApp: true, email: 'DAILY' });
    expect(typeOf(changed, 'EXPORT_READY')).toEqual({ type: 'EXPORT_READY', isInApp: false, email: 'OFF' });
  });

  test('a change that changes nothing keeps the version, and one on an older version is refused', async () => {
    await change({ expectedVersion: 0, digestAt: '08:00' });

    const same = await change({ expectedVersion: 1, digestAt: '08:00' });
    const late = await change({ expectedVersion: 0, digestAt: '09:00' });

    expect(same).toMatchObject({ preferences: { version: 1 } });
    expect(late).toEqual({ __typename: 'NotificationPreferencesConflict', current: { version: 1 } });
    expect(await preferences()).toMatchObject({ digestAt: '08:00', version: 1 });
  });

  test('every problem of the input is told at once, and nothing is changed', async () => {
    const answer = await change({
      ...{ expectedVersion: 0, timeZone: 'Mars/Phobos', quietHours: { from: '21:00', until: '21:00' }, digestAt: '7' },
      types: [{ type: 'EXPORT_READY' }, { type: 'EXPORT_READY' }],
    });

    expect(answer).toEqual({
      __typename: 'InvalidInput',
      problems: [
        { path: ['timeZone'], message: 'timeZone must be the name of a zone, such as Africa/Johannesburg.' },
        { path: ['quietHours', 'until'], message: 'Quiet hours must end at another time than they begin.' },
        { path: ['digestAt'], message: 'digestAt must be a time such as 07:30.' },
        { path: ['types'], message: 'Send each type once in types.' },
      ],
    });
    expect(await preferences()).toMatchObject({ version: 0 });
  });

  test('preferences of one person are not those of another', async () => {
    const colleague = await (await hub.team()).user();
    await change({ expectedVersion: 0, isEmailEnabled: false });

    expect(await preferences(colleague)).toMatchObject({ isEmailEnabled: true, version: 0 });
  });
});

describe('the list of notifications', () => {
  const list = `query ($filter: NotificationFilter, $first: Int, $after: String) { me { unreadNotificationCount
  notifications(filter: $filter, first: $first, after: $after) { totalCount edges { cursor }
    nodes { id type priority title body data subjectType subjectId readAt } } } }`;
  const mark = `mutation ($input: MarkNotificationsReadInput!) { markNotificationsRead(input: $input) { __typename
  ... on MarkNotificationsReadSuccess { markedCount viewer { unreadNotificationCount } } ... on NotFound { path }
  ... on InvalidInput { problems { path message } } } }`;

  let acme: TestTeam;
  let clerk: TestUser;
  beforeEach(async () => {
    acme = await hub.team();
    clerk = await acme.user();
  });

  async function tell(user: TestUser, row: { priority?: string; searchName?: string } = {}): Promise<string> {
    return addNotification(hub.database, { ...row, teamId: user.actor.teamId, accountId: user.actor.accountId });
  }

  async function listed(variables: Record<string, unknown> = {}, as: TestUser = clerk) {
    const { data, errors } = await hub.ask(list, { variables, as });
    expect(errors).toEqual([]);
    const { unreadNotificationCount: unread, notifications } = Object(Object(data)['me']);
    const { nodes, edges, totalCount } = notifications as {
      nodes: Record<string, unknown>[];
      edges: { cursor: string }[];
      totalCount: number;
    };
    return { unread, totalCount, nodes, ids: nodes.map(({ id }) => id), cursors: edges.map(({ cursor }) => cursor) };
  }

  async function markRead(input: Record<string, unknown>, as: TestUser = clerk): Promise<unknown> {
    const { data, errors } = await hub.ask(mark, { variables: { input }, as });
    expect(errors).toEqual([]);
    return data?.['markNotificationsRead'];
  }

  const idOf = (row: string) => encodeId('Notification', row);

  describe('the list', () => {
    test('shows what the person was told of, in words, newest first', async () => {
      const [first, second] = [await tell(clerk), await tell(clerk, { searchName: 'Roads', priority: 'HIGH' })];

      const { nodes, unread, totalCount } = await listed();

      expect(nodes).toEqual([
        {
          id: idOf(second),
          type: 'SAVED_SEARCH_MATCHED',
          priority: 'HIGH',
          title: '“Roads” found 2 new tenders',
          body: null,
          data: { searchName: 'Roads', matchCount: 2 },
          subjectType: null,
          subjectId: null,
          readAt: null,
        },
        expect.objectContaining({ id: idOf(first), title: '“Pumps” found 2 new tenders' }),
      ]);
      expect([unread, totalCount]).toEqual([2, 2]);
    });

    test('is cut into pages and filtered by id, type, priority and whether it was read', async () => {
      const [low, high] = [await tell(clerk, { priority: 'LOW' }), await tell(clerk, { priority: 'HIGH' })];
      await markRead({ ids: [idOf(low)] });

      const page = await listed({ first: 1 });
      const next = await listed({ first: 1, after: page.cursors[0] });
      const filters = [{ isUnread: true }, { isUnread: false }, { priorities: ['HIGH'] }, { ids: [idOf(low)] }];
      const found = await Promise.all(filters.map((filter) => listed({ filter })));
      const none = await listed({ filter: { types: ['EXPORT_READY'] } });

      expect([page.ids, next.ids]).toEqual([[idOf(high)], [idOf(low)]]);
      expect(found.map(({ ids }) => ids)).toEqual([[idOf(high)], [idOf(low)], [idOf(high)], [idOf(low)]]);
      expect(none.ids).toEqual([]);
    });

    test('holds nothing of a colleague, and nothing of the same person in another team', async () => {
      const colleague = await acme.user();
      const row = await tell(colleague);

      const { data } = await hub.ask('query ($id: ID!) { node(id: $id) { id } }', {
        variables: { id: idOf(row) },
        as: clerk,
      });

      expect((await listed()).ids).toEqual([]);
      expect(data).toEqual({ node: null });
      expect(await markRead({ ids: [idOf(row)] })).toEqual({ __typename: 'NotFound', path: ['ids'] });
      expect((await listed({}, colleague)).unread).toBe(1);
    });

    test('says in a plain sentence what a version of the product wrote that is gone', async () => {
      const { teamId, accountId } = clerk.actor;
      await addNotification(hub.database, { teamId, accountId, type: 'OF_OLD', data: { a: 1 } });
      await addNotification(hub.database, { teamId, accountId, type: 'EXPORT_READY', data: { a: 1 } });

      const { nodes } = await listed();

      expect(nodes.map(({ type, title }) => [type, title])).toEqual([
        ['EXPORT_READY', 'You were told of something'],
        [null, 'You were told of something'],
      ]);
    });
  });

  describe('marking as read', () => {
    test('marks some, or all up to a cursor, once', async () => {
      const rows = [await tell(clerk), await tell(clerk), await tell(clerk)];
      const { cursors } = await listed();

      const one = await markRead({ ids: [idOf(rows[2] ?? '')] });
      const again = await markRead({ ids: [idOf(rows[2] ?? '')] });
      const older = await markRead({ upToCursor: cursors[1] });

      const success = { __typename: 'MarkNotificationsReadSuccess' };
      expect(one).toEqual({ ...success, markedCount: 1, viewer: { unreadNotificationCount: 2 } });
      expect(again).toEqual({ ...success, markedCount: 0, viewer: { unreadNotificationCount: 2 } });
      expect(older).toEqual({ ...success, markedCount: 2, viewer: { unreadNotificationCount: 0 } });
    });

    test.each([
      [{}, ['ids'], 'Give either ids or upToCursor.'],
      [{ ids: [] }, ['ids'], 'ids may hold 1 to 100 ids.'],
      [{ upToCursor: 'x' }, ['upToCursor'], 'upToCursor is no cursor of your notifications.'],
      [{ ids: [idOf('00000000-0000-4000-8000-000000000000')], upToCursor: null }, null, null],
    ])('of %j is answered with %j', async (input, path, message) => {
      await tell(clerk);

      const answer = await markRead(input);

      expect(answer).toEqual(
        path === null
          ? { __typename: 'NotFound', path: ['ids'] }
          : { __typename: 'InvalidInput', problems: [{ path, message }] },
      );
      expect((await listed()).unread).toBe(1);
    });
  });
});

describe('who is told', () => {
  let acme: TestTeam;
  let clerk: TestUser;
  const now = new Date('2026-03-02T08:00:00Z');
  beforeEach(async () => {
    acme = await hub.team();
    clerk = await acme.user();
  });

  const subject = '018f0000-0000-7000-8000-000000000001';
  const ready = (to: readonly TestUser[], key = 'export:1'): Notice =>
    notice(
      exportReady,
      { rowCount: 2, format: 'CSV' },
      { to: to.map(({ actor }) => actor.membershipId), subjectId: subject, key },
    );

  function tell(notices: readonly Notice[], teamId: string | null = acme.id): Promise<number> {
    const database = hub.hub.subgraphs.tenders.stores.database.as({ kind: 'system', name: 'test', teamId });
    return database.write((tx) => notify(tx, notices, now));
  }

  const told = (team = acme) =>
    hub.database.sql<{ account: string; type: string; isInApp: boolean; mail: string | null; due: string | null }>(
      `select n.account_id as account, n.type, n.is_in_app as "isInApp", d.kind as mail,
       to_char(d.due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as due
     from identity.notification n left join identity.notification_delivery d on d.notification_id = n.id
     where n.team_id = $1 order by n.id`,
      [team.id],
    );

  const choose = (user: TestUser, type: string, channel: string, delivery: string) =>
    hub.database.sql(
      'insert into identity.notification_preference (team_id, account_id, type, channel, delivery) values ($1, $2, $3, $4, $5)',
      [user.actor.teamId, user.actor.accountId, type, channel, delivery],
    );

  describe('telling', () => {
    test('is done once for what has one key, however often and by how many it is told', async () => {
      const counts = await Promise.all(Array.from({ length: 50 }, () => tell([ready([clerk])])));

      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
      expect(await told()).toEqual([
        { account: clerk.actor.accountId, type: 'EXPORT_READY', isInApp: true, mail: null, due: null },
      ]);
    });

    test('goes by what each person chose for type and channel', async () => {
      const [quiet, mailOnly, both, daily] = [
        await acme.user(),
        await acme.user(),
        await acme.user(),
        await acme.user(),
      ] as const;
      await choose(quiet, 'EXPORT_READY', 'IN_APP', 'OFF');
      await choose(mailOnly, 'EXPORT_READY', 'IN_APP', 'OFF');
      await choose(mailOnly, 'EXPORT_READY', 'EMAIL', 'IMMEDIATE');
      await choose(both, 'EXPORT_READY', 'EMAIL', 'IMMEDIATE');
      await choose(both, 'SOURCE_FAILING', 'IN_APP', 'OFF');
      await choose(daily, 'EXPORT_READY', 'EMAIL', 'DAILY');

      await tell([ready([clerk, quiet, mailOnly, both, daily])]);

      const rows = new Map((await told()).map(({ account, isInApp, mail, due }) => [account, [isInApp, mail, due]]));
      expect([clerk, quiet, mailOnly, both, daily].map(({ actor }) => rows.get(actor.accountId))).toEqual([
        [true, null, null],
        undefined,
        [false, 'IMMEDIATE', '2026-03-02 08:00'],
        [true, 'IMMEDIATE', '2026-03-02 08:00'],
        // Seven in the morning in Johannesburg, the zone of the team.
        [true, 'DAILY', '2026-03-03 05:00'],
      ]);
    });

    test('never reaches another team, a person who has left, or one who is deactivated', async () => {
      const zenith = await hub.team();
      const [stranger, gone, inactive] = [await zenith.user(), await acme.user(), await acme.user()];
      await hub.database.sql(`update identity.membership set expires_at = $2 where id = $1`, [
        gone.actor.membershipId,
        now,
      ]);
      await hub.database.sql('update identity.account set is_active = false where id = $1', [inactive.actor.accountId]);

      const count = await tell([ready([stranger, gone, inactive])]);

      expect([count, await told(), await told(zenith)]).toEqual([0, [], []]);
      await expect(tell([ready([clerk])], null)).rejects.toThrow();
    });

    test('falls to whoever holds a permission where nobody else can be told, and only where it says so', async () => {
      const [admin, keeper, builder] = [await acme.user({ role: 'admin' }), await acme.user(), await acme.user()];
      const [role] = await hub.database.sql<{ id: string }>(
        `insert into identity.role (team_id, name, permissions) values ($1, 'Source keeper', '{source:manage}') returning id`,
        [acme.id],
      );
      const { row: tenderRow } = await addTender(hub.database);
      const member = builder.actor.membershipId;
      const { Project } = await addProject(hub.database, { teamId: acme.id, name: 'Acme', member, tenderRow });
      for (const [member, only] of [
        [keeper, null],
        [builder, decodeId('Project', Project)],
      ] as const)
        await hub.database.sql(
          'insert into identity.role_assignment (team_id, membership_id, role_id, project_id) values ($1, $2, $3, $4)',
          [acme.id, member.actor.membershipId, role?.id, only],
        );
      const gone = await acme.user();
      await hub.database.sql('delete from identity.membership where id = $1', [gone.actor.membershipId]);
      const about = { to: [gone.actor.membershipId], subjectId: subject };
      const failing = (key: string, orElse: Pick<NoticeAbout, 'orWhoMay'>) =>
        notice(sourceFailing, { sourceName: 'Ours', error: null }, { ...about, key, ...orElse });

      await tell([failing('source:1', { orWhoMay: 'source:manage' }), failing('source:2', {})]);

      expect((await told()).map(({ account, type }) => [account, type]).sort()).toEqual(
        [
          [admin.actor.accountId, 'SOURCE_FAILING'],
          [keeper.actor.accountId, 'SOURCE_FAILING'],
        ].sort(),
      );
    });
  });

  describe('a mail is due', () => {
    const due = async (at: string, kind: string, zone: string, from: string | null, until: string | null) => {
      const [row] = await hub.database.sql<{ due: Date }>(
        `select identity.mail_due_at($1, $2, $3, $4, $5, '07:00') as due`,
        [at, kind, zone, from, until],
      );
      return row?.due.toISOString().slice(0, 16);
    };

    test.each([
      ['at once without quiet hours', '2026-03-02T23:30Z', 'IMMEDIATE', null, null, '2026-03-02T23:30'],
      ['at once outside them', '2026-03-02T19:59Z', 'IMMEDIATE', '20:00', '06:00', '2026-03-02T19:59'],
      ['when they end, past midnight', '2026-03-02T20:00Z', 'IMMEDIATE', '20:00', '06:00', '2026-03-03T06:00'],
      ['when they end, in the night', '2026-03-03T05:59Z', 'IMMEDIATE', '20:00', '06:00', '2026-03-03T06:00'],
      ['at once when they have ended', '2026-03-03T06:00Z', 'IMMEDIATE', '20:00', '06:00', '2026-03-03T06:00'],
      ['when they end, within a day', '2026-03-03T12:30Z', 'IMMEDIATE', '12:00', '13:00', '2026-03-03T13:00'],
      ['with the next digest of the day', '2026-03-02T06:59Z', 'DAILY', null, null, '2026-03-02T07:00'],
      ['with that of tomorrow', '2026-03-02T07:00Z', 'DAILY', null, null, '2026-03-03T07:00'],
      ['after quiet hours that hold the digest', '2026-03-02T08:00Z', 'DAILY', '22:00', '09:00', '2026-03-03T09:00'],
      // London puts its clock forward on 29 March 2026 at 01:00 UTC, and back on 25 October at 01:00 UTC.
      ['an hour sooner in summer time', '2026-03-28T22:00Z', 'IMMEDIATE', '21:00', '06:00', '2026-03-29T05:00'],
      [
        'not at an hour that the clock leaves out',
        '2026-03-28T22:00Z',
        'IMMEDIATE',
        '21:00',
        '01:30',
        '2026-03-29T01:30',
      ],
      ['an hour later in winter time', '2026-10-24T22:00Z', 'IMMEDIATE', '21:00', '06:00', '2026-10-25T06:00'],
      ['at the second of two hours', '2026-10-24T22:00Z', 'IMMEDIATE', '21:00', '01:30', '2026-10-25T01:30'],
      ['with the digest of a short day', '2026-03-28T08:00Z', 'DAILY', null, null, '2026-03-29T06:00'],
    ])('%s', async (_what, at, kind, from, until, expected) => {
      expect(await due(at, kind, 'Europe/London', from, until)).toBe(expected);
    });
  });

  test('notifications and their mails are deleted after 90 days', async () => {
    await choose(clerk, 'EXPORT_READY', 'EMAIL', 'IMMEDIATE');
    await tell([ready([clerk], 'old'), ready([clerk], 'new')]);
    await hub.database.sql(
      `update identity.notification set created_at = now() - interval '91 days' where team_id = $1 and dedupe_key = 'old'`,
      [acme.id],
    );
    await hub.database.sql(`update identity.notification set created_at = now() where dedupe_key = 'new'`);

    await hub.database.sql(`select graphile_worker.add_job('tenders:forget-old-rows', '{}')`);
    await hub.runJobs();

    expect(await told()).toHaveLength(1);
    expect(
      await hub.database.sql('select count(*)::int as count from identity.notification_delivery where team_id = $1', [
        acme.id,
      ]),
    ).toEqual([{ count: 1 }]);
  });
});
