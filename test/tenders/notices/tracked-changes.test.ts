import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { TeamTransaction } from '@hub/runtime/database';
import { encodeId } from '@hub/runtime/graphql';
import { testHub, type TestHub } from '../../kit/hub.js';
import type { TestTeam, TestUser } from '../../kit/people.js';
import { feedInto, notice } from '../import-kit.js';
import { addOwnTenders } from '../own-rows.js';
import { readingFrom, toldTo, track } from './notices-kit.js';

let hub: TestHub;
let settled: () => Promise<void>;
let acme: TestTeam;
let clerk: TestUser;
let number = 100;
beforeAll(async () => {
  hub = await testHub({ stores: { redis: null } });
  settled = await readingFrom(hub);
});
afterAll(() => hub.close());
beforeEach(async () => {
  acme = await hub.team();
  clerk = await acme.user();
  number += 1;
});

const closes = (day: string) => ({ tenderPeriod: { endDate: `2026-04-${day}T11:00:00` } });

/** A release of the tender of the test, published on a day of March. */
const release = (day: string, tender: Record<string, unknown>) => {
  const ocid = `ocds-9t57fa-${number}`;
  return notice(number, tender, { id: `${ocid}-${day}`, date: `2026-03-${day}T00:00:00Z` });
};

async function published(): Promise<string> {
  await feedInto(hub.database, [release('01', closes('10'))]);
  const sql = 'select id from tenders.tender where ocid = $1';
  const [row] = await hub.database.sql<{ id: string }>(sql, [`ocds-9t57fa-${number}`]);
  return row?.id ?? '';
}

test('those who track a tender are told once of a material change, with the new date in the buyer’s time', async () => {
  const [colleague, other] = [await acme.user(), await acme.user()];
  const rival = await (await hub.team()).user();
  const tenderRow = await published();
  await track(hub, { by: clerk, assignee: colleague, tenderRow });
  await track(hub, { by: rival, tenderRow });

  await feedInto(hub.database, [release('02', closes('20'))]);
  await settled();
  await feedInto(hub.database, [release('02', closes('20'))]);
  await settled();

  const expected = {
    type: 'TENDER_CHANGED',
    priority: 'HIGH',
    title: `“Repair of pump station ${number}” has changed`,
    body: 'Changed: closing at. Bids now close Monday, 20 April 2026, 11:00 (Africa/Johannesburg).',
    subjectType: 'Tender',
    subjectId: encodeId('Tender', tenderRow),
  };
  expect([await toldTo(hub, clerk), await toldTo(hub, colleague), await toldTo(hub, rival)]).toEqual([
    [expected],
    [expected],
    [expected],
  ]);
  expect(await toldTo(hub, other)).toEqual([]);
});

test('nobody is told of a change that is not material, nor of one of a tender that they do not track', async () => {
  await track(hub, { by: clerk, tenderRow: await published() });

  await feedInto(hub.database, [
    release('02', { ...closes('10'), contactPerson: { telephoneNumber: '012 345 6789' } }),
  ]);
  number += 1;
  await published();
  await feedInto(hub.database, [release('02', closes('20'))]);
  await settled();

  expect(await toldTo(hub, clerk)).toEqual([]);
});

test("those who track a tender of their team's own are told once of what matters to a bid, and nobody else", async () => {
  const [colleague, rival] = [await acme.user(), await (await hub.team()).user()];
  const rows = [{ title: 'Own pumps', closingAt: '2026-04-10T11:00:00Z' }, { title: 'Not tracked' }];
  const [tenderRow = ''] = await addOwnTenders(hub.database, { teamId: acme.id, rows });
  await track(hub, { by: clerk, tenderRow, isOwn: true });
  await settled();
  const change = (assignments: string) =>
    hub.database.sql(`update tenders.team_tender set version = version + 1, ${assignments} where team_id = $1`, [
      acme.id,
    ]);

  await change(`contact_phone = '012 345 6789'`);
  await settled();
  const afterContact = await toldTo(hub, clerk);
  await change(`closing_at = '2026-04-20T11:00:00Z', description = 'Two pumps.'`);
  await settled();
  await hub.database.sql(`update tenders.team_tender set last_seen_at = now() where team_id = $1`, [acme.id]);
  await settled();

  expect(afterContact).toEqual([]);
  expect(await toldTo(hub, clerk)).toEqual([
    {
      type: 'TENDER_CHANGED',
      priority: 'HIGH',
      title: '“Own pumps” has changed',
      body: 'Changed: closing at, description. Bids now close Monday, 20 April 2026, 11:00 (UTC).',
      subjectType: 'Tender',
      subjectId: encodeId('Tender', tenderRow),
    },
  ]);
  expect([await toldTo(hub, colleague), await toldTo(hub, rival)]).toEqual([[], []]);
});

test('what changed before people were told of it is told with the next change, once', async () => {
  const [tenderRow = '', other = ''] = await addOwnTenders(hub.database, {
    teamId: acme.id,
    rows: [{ title: 'Own pumps' }, { title: 'Tracked later' }],
  });
  await track(hub, { by: clerk, tenderRow, isOwn: true });
  await settled();
  const change = (row: string, assignments: string) =>
    hub.database.sql(`update tenders.team_tender set version = version + 1, ${assignments} where id = $1`, [row]);

  await change(tenderRow, `closing_at = '2026-04-20T11:00:00Z'`);
  await change(tenderRow, `title = 'Own pump'`);
  await change(other, `title = 'Tracked late'`);
  await settled();
  await track(hub, { by: clerk, tenderRow: other, isOwn: true });
  await change(other, `description = 'Two.'`);
  await settled();
  await change(tenderRow, `description = 'One pump.'`);
  await settled();

  expect((await toldTo(hub, clerk)).map(({ title, body }) => [title, body])).toEqual([
    ['“Own pump” has changed', 'Changed: closing at, title. Bids now close Monday, 20 April 2026, 11:00 (UTC).'],
    ['“Tracked late” has changed', 'Changed: description.'],
    ['“Own pump” has changed', 'Changed: description.'],
  ]);
});

test('admins are told where nobody is left who tracks it', async () => {
  const admin = await acme.user({ role: 'admin' });
  const tenderRow = await published();
  await track(hub, { by: clerk, tenderRow });
  await hub.database.sql('delete from identity.membership where id = $1', [clerk.actor.membershipId]);

  await feedInto(hub.database, [release('02', closes('20'))]);
  await settled();

  expect((await toldTo(hub, admin)).map(({ type }) => type)).toEqual(['TENDER_CHANGED']);
});

/** Kills a reader, that of notices unless another is named, twice between its work and moving on, while something is done; answers whether it was killed. */
async function whileKilled(doing: () => Promise<void>, reader = 'tenders:notify-people'): Promise<boolean> {
  // What a sequence has given out stays given out, whatever becomes of the transaction.
  await hub.database.sql('create sequence public.kills');
  await hub.database.sql(`create function public.kill_reader() returns trigger language plpgsql security definer as $$
    begin
      if nextval('public.kills') <= 2 then perform pg_terminate_backend(pg_backend_pid()); end if;
      return new;
    end $$`);
  await hub.database.sql(`create trigger kill before update on events.reader for each row
    when (new.name = '${reader}' and new.position > old.position) execute function public.kill_reader()`);
  await doing();
  const [kills] = await hub.database.sql<{ wasKilled: boolean }>(
    'select last_value >= 3 as "wasKilled" from public.kills',
  );
  await hub.database.sql(
    'drop trigger kill on events.reader; drop function public.kill_reader; drop sequence public.kills',
  );
  return kills?.wasKilled ?? false;
}

test('a reader whose connection is killed between telling and moving on tells once', async () => {
  const tenderRow = await published();
  await track(hub, { by: clerk, tenderRow });
  await settled();

  const wasKilled = await whileKilled(async () => {
    await feedInto(hub.database, [release('02', closes('20'))]);
    await settled();
  });

  expect(wasKilled).toBe(true);
  expect(await toldTo(hub, clerk)).toHaveLength(1);
});

describe('a review of a change', () => {
  /** Activities of the team of the test, oldest first, as a member sees them. */
  async function reviews(as = clerk, filter = {}) {
    const query = `query ($filter: ActivityFilter) { activities(orderBy: CREATED_AT_ASC, filter: $filter) { nodes {
      title notes kind priority tags isFromTenderChange assignee { id } createdBy { id } entry { id } project { name } } } }`;
    const headers = { 'cache-control': 'no-cache' };
    const { data } = await hub.ask(query, { as, variables: { filter }, headers });
    return Object(Object(data)['activities'])['nodes'];
  }

  const pursue = (tenderRow: string, status = 'ACTIVE') =>
    hub.database.sql(
      `insert into workspace.project (team_id, kind, tender_id, name, stage, status, capture_manager_membership_id)
       values ($1, 'PURSUIT', $2, 'Pump station', 'PHASE_3', $3, $4)`,
      [acme.id, tenderRow, status, clerk.actor.membershipId],
    );

  test('is added to the entry of each team that tracks the tender, once, with an event of that team', async () => {
    const [colleague, rival] = [await acme.user(), await (await hub.team()).user()];
    const tenderRow = await published();
    await track(hub, { by: clerk, assignee: colleague, tenderRow });
    await track(hub, { by: rival, tenderRow });

    for (let times = 0; times < 2; times += 1) {
      await feedInto(hub.database, [release('02', closes('20'))]);
      await settled();
    }

    const review = {
      title: `The tender has changed: Repair of pump station ${number}`,
      notes: 'Version 2 changes: closing at. Look at what this means for the bid.',
      ...{ kind: 'REVIEW', priority: 'HIGH', tags: ['tender change'], isFromTenderChange: true },
      ...{ createdBy: null, entry: { id: expect.any(String) }, project: null },
    };
    expect(await reviews()).toEqual([
      { ...review, assignee: { id: encodeId('Member', colleague.actor.membershipId) } },
    ]);
    expect(await reviews(rival)).toEqual([{ ...review, assignee: null }]);
    const events = await hub.database.sql(
      `select team_id as "teamId", actor_id as "actorId" from events.event
       where type = 'workspace.activity_created' and team_id = any ($1) order by position`,
      [[acme.id, rival.actor.teamId]],
    );
    expect(events).toHaveLength(2);
    expect(events).toEqual(
      expect.arrayContaining([
        { teamId: acme.id, actorId: null },
        { teamId: rival.actor.teamId, actorId: null },
      ]),
    );
  });

  test('is added to the open pursuit, where there is one, and not to the entry beside it', async () => {
    const tenderRow = await published();
    await track(hub, { by: clerk, tenderRow });
    await pursue(tenderRow);

    await feedInto(hub.database, [release('02', closes('20'))]);
    await settled();

    expect(await reviews()).toMatchObject([
      {
        ...{ entry: null, project: { name: 'Pump station' } },
        assignee: { id: encodeId('Member', clerk.actor.membershipId) },
      },
    ]);
    expect(await reviews(clerk, { isFromTenderChange: false })).toEqual([]);
    expect(await reviews(clerk, { isFromTenderChange: true })).toHaveLength(1);
  });

  test('is of the newest change, also when a release comes late', async () => {
    await track(hub, { by: clerk, tenderRow: await published() });

    for (const [day, end] of [
      ['03', '25'],
      ['02', '20'],
      ['03', '25'],
    ] as const) {
      await feedInto(hub.database, [release(day, closes(end))]);
      await settled();
    }

    const kept = await hub.database.sql<{ all: number; releases: number }>(
      `select count(*)::int as all, count(distinct change_release_id)::int as releases from workspace.activity where team_id = $1`,
      [acme.id],
    );
    expect(kept).toEqual([{ all: 1, releases: 1 }]);
  });

  test('is not added for a change that is not material, for a tender the team may not bid for, or for work that is over', async () => {
    const tenderRow = await published();
    await track(hub, { by: clerk, tenderRow, status: 'NOT_ELIGIBLE' });
    await pursue(tenderRow, 'CANCELLED');
    const other = await (await hub.team()).user();
    await track(hub, { by: other, tenderRow });

    await feedInto(hub.database, [
      release('02', { ...closes('10'), contactPerson: { telephoneNumber: '012 345 6789' } }),
    ]);
    await settled();
    const before = await reviews(other);
    await feedInto(hub.database, [release('03', closes('20'))]);
    await settled();

    expect([before, await reviews()]).toEqual([[], []]);
    expect(await reviews(other)).toHaveLength(1);
  });

  test('is added once by a reader that is killed between adding it and moving on', async () => {
    await track(hub, { by: clerk, tenderRow: await published() });
    await settled();

    const wasKilled = await whileKilled(async () => {
      await feedInto(hub.database, [release('02', closes('20'))]);
      await settled();
    }, 'workspace:review-changes');

    expect(wasKilled).toBe(true);
    expect(await reviews()).toHaveLength(1);
  });
});

describe('a decision to go on', () => {
  /** A pursuit of the tender of the test, decided on at a version. */
  async function decided(by: TestUser | null, { decision = 'GO', status = 'ACTIVE' } = {}): Promise<string> {
    const [projectId, tenderRow] = [randomUUID(), await published()];
    await hub.database.sql(
      `insert into workspace.project (team_id, id, kind, tender_id, name, stage, status, capture_manager_membership_id)
       values ($1, $2, 'PURSUIT', $3, 'Pump station', 'PHASE_3', $4, $5)`,
      [acme.id, projectId, tenderRow, status, by?.actor.membershipId ?? null],
    );
    await decide(projectId, decision, 1);
    return projectId;
  }

  const decide = (projectId: string, decision: string, version: number) =>
    hub.database.sql(
      `insert into workspace.gate_decision (team_id, project_id, from_stage, to_stage, decision, evidence, tender_version)
       values ($1, $2, 'PHASE_2', 'PHASE_3', $3, '{}', $4)`,
      [acme.id, projectId, decision, version],
    );

  async function publish(...days: [string, string][]): Promise<void> {
    for (const [day, end] of days) {
      await feedInto(hub.database, [release(day, closes(end))]);
      await settled();
    }
  }

  test('that a change puts in doubt is told of to who leads the pursuit, once, whatever changes next', async () => {
    const [other, rival] = [await acme.user(), await (await hub.team()).user()];
    const projectId = await decided(clerk);

    await publish(['02', '20'], ['02', '20'], ['03', '25']);

    expect(await toldTo(hub, clerk)).toEqual([
      {
        ...{ type: 'DECISION_REOPENED', priority: 'HIGH' },
        title: 'The decision to go on with “Pump station” is in doubt',
        body: 'The tender has changed since. Changed: closing at. Decide again.',
        ...{ subjectType: 'Project', subjectId: encodeId('Project', projectId) },
      },
    ]);
    expect([await toldTo(hub, other), await toldTo(hub, rival)]).toEqual([[], []]);
  });

  test('is told of once also when a late release shows that another change was the first', async () => {
    await decided(clerk);

    await publish(['03', '25'], ['02', '20']);

    expect(await toldTo(hub, clerk)).toHaveLength(1);
  });

  test('that was taken again is told of again by the next change', async () => {
    const projectId = await decided(clerk);
    await publish(['02', '20']);
    await decide(projectId, 'GO', 2);

    await publish(['03', '25'], ['04', '26']);

    expect((await toldTo(hub, clerk)).map(({ type }) => type)).toEqual(['DECISION_REOPENED', 'DECISION_REOPENED']);
  });

  test('is told of to those who may decide where nobody leads the pursuit', async () => {
    const admin = await acme.user({ role: 'admin' });
    await decided(null);

    await publish(['02', '20']);

    expect([(await toldTo(hub, admin)).map(({ type }) => type), await toldTo(hub, clerk)]).toEqual([
      ['DECISION_REOPENED'],
      [],
    ]);
  });

  test.each([{ decision: 'NO_GO' }, { status: 'CANCELLED' }])('is not told of when it is %j', async (row) => {
    await decided(clerk, row);

    await publish(['02', '20']);

    expect(await toldTo(hub, clerk)).toEqual([]);
  });

  test('is told of once by a reader that is killed between telling and moving on', async () => {
    await decided(clerk);
    await settled();

    const wasKilled = await whileKilled(() => publish(['02', '20']));

    expect(wasKilled).toBe(true);
    expect(await toldTo(hub, clerk)).toHaveLength(1);
  });
});

test('who tracks what is answered to the worker alone', async () => {
  const { database } = hub.hub.subgraphs.tenders.stores;
  const refused = 'Only the worker looks across teams.';
  const inWrite = (read: (tx: TeamTransaction) => Promise<unknown>) =>
    database.as({ kind: 'system', name: 'test', teamId: null }).write(read);

  const trackers = inWrite((tx) => tx.$queryRaw`select * from workspace.trackers_of(array[]::uuid[], null, 10)`);
  await expect(trackers).rejects.toThrow(refused);
  const people = inWrite((tx) => tx.$queryRaw`select * from identity.people_of_invitation(gen_random_uuid())`);
  await expect(people).rejects.toThrow(refused);
  const pursuits = inWrite(
    (tx) => tx.$queryRaw`select * from workspace.pursuits_reopened_by(1, array[]::uuid[], null, 10, now())`,
  );
  await expect(pursuits).rejects.toThrow(refused);
  const workspace = hub.hub.subgraphs.workspace.stores.database;
  const work = workspace
    .as({ kind: 'system', name: 'test', teamId: null })
    .write((tx) => tx.$queryRaw`select * from workspace.work_on_tenders(array[]::uuid[], null, 10)`);
  await expect(work).rejects.toThrow(refused);
});
