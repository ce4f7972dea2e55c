import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { testHub, type TestHub } from '../../kit/hub.js';
import type { TestTeam, TestUser } from '../../kit/people.js';
import { toldTo } from './notices-kit.js';

let hub: TestHub;
let clock = new Date();
let acme: TestTeam;
let clerk: TestUser;
let chief: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => clock, stores: { redis: null } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.database.sql('delete from workspace.project');
  acme = await hub.team();
  [clerk, chief] = [await acme.user(), await acme.user()];
  await setZone('Africa/Johannesburg');
});

const setZone = (zone: string) =>
  hub.database.sql('update identity.team set time_zone = $2 where id = $1', [acme.id, zone]);

async function remindAt(...instants: string[]): Promise<void> {
  for (const instant of instants) {
    clock = new Date(instant);
    await hub.database.sql(`select graphile_worker.add_job('tenders:queue-reminders', '{}')`);
    await hub.runJobs();
  }
}

async function project(row: { manager?: TestUser; status?: string } = {}): Promise<string> {
  const { manager, status = 'IN_PROGRESS' } = row;
  const id = randomUUID();
  await hub.database.sql(
    `insert into workspace.project (team_id, id, kind, name, status, capture_manager_membership_id)
     values ($1, $2, 'WORK', 'Dam', $3, $4)`,
    [acme.id, id, status, manager?.actor.membershipId ?? null],
  );
  return id;
}

async function task(projectId: string, row: { assignee?: TestUser; status?: string; deletedAt?: string } = {}) {
  const { assignee, status = 'NOT_STARTED', deletedAt = null } = row;
  const id = randomUUID();
  await hub.database.sql(
    `insert into workspace.task (team_id, id, project_id, title, due_on, assignee_membership_id, status, deleted_at)
     values ($1, $2, $3, 'Price it', '2026-05-20', $4, $5, $6)`,
    [acme.id, id, projectId, assignee?.actor.membershipId ?? null, status, deletedAt],
  );
  return id;
}

const typesOf = async (who: TestUser) => (await toldTo(hub, who)).map(({ type }) => type);

describe('a task', () => {
  test('is told of the day before and the day after, from eight in the morning of the team, once each', async () => {
    const id = await task(await project({ manager: chief }), { assignee: clerk });

    await remindAt('2026-05-19T05:59:00Z');
    const early = await typesOf(clerk);
    await remindAt('2026-05-19T06:00:00Z', '2026-05-19T06:15:00Z', '2026-05-20T12:00:00Z');
    const soon = await typesOf(clerk);
    await remindAt('2026-05-21T05:59:00Z');
    const before = await typesOf(clerk);
    await remindAt('2026-05-21T06:00:00Z', '2026-05-21T06:15:00Z', '2026-05-22T06:00:00Z', '2026-05-25T06:00:00Z');

    const about = { subjectType: 'Task', subjectId: encodeId('Task', id) };
    expect([early, soon, before]).toEqual([[], ['TASK_DUE'], ['TASK_DUE']]);
    expect(await toldTo(hub, clerk)).toEqual([
      {
        ...{ type: 'TASK_DUE', priority: 'NORMAL', title: '“Price it” is due soon' },
        ...{ body: 'It is due Wednesday, 20 May 2026, in “Dam”.', ...about },
      },
      {
        ...{ type: 'TASK_OVERDUE', priority: 'HIGH', title: '“Price it” is overdue' },
        ...{ body: 'It was due Wednesday, 20 May 2026, in “Dam”.', ...about },
      },
    ]);
    expect(await typesOf(chief)).toEqual([]);
  });

  test('of nobody is told to who leads its project, by name or as a member for now', async () => {
    const [past, other, admin] = [await acme.user(), await acme.user(), await acme.user({ role: 'admin' })];
    const projectId = await project({ manager: chief });
    await hub.database.sql(
      `insert into workspace.project_member (team_id, project_id, membership_id, role, expires_at)
       values ($1, $2, $3, 'MANAGER', null), ($1, $2, $4, 'MANAGER', '2026-05-01T00:00:00Z'), ($1, $2, $5, 'REVIEWER', null)`,
      [acme.id, projectId, clerk.actor.membershipId, past.actor.membershipId, other.actor.membershipId],
    );
    await task(projectId);

    await remindAt('2026-05-19T06:00:00Z');

    const told = await Promise.all([clerk, chief, past, other, admin].map(typesOf));
    expect(told).toEqual([['TASK_DUE'], ['TASK_DUE'], [], [], []]);
  });

  test('of nobody in a project of nobody is told to those who may decide', async () => {
    const admin = await acme.user({ role: 'admin' });
    await task(await project());

    await remindAt('2026-05-19T06:00:00Z');

    expect([await typesOf(admin), await typesOf(clerk)]).toEqual([['TASK_DUE'], []]);
  });

  test('is not told of when it is completed, in the bin, or of a project that is over', async () => {
    const open = await project();
    await task(open, { assignee: clerk, status: 'COMPLETED' });
    await task(open, { assignee: clerk, deletedAt: '2026-05-01T00:00:00Z' });
    await task(await project({ status: 'COMPLETED' }), { assignee: clerk });

    await remindAt('2026-05-19T06:00:00Z', '2026-05-21T06:00:00Z');

    expect(await typesOf(clerk)).toEqual([]);
  });

  test('that moves is told of again', async () => {
    const id = await task(await project(), { assignee: clerk });
    await remindAt('2026-05-19T06:00:00Z');
    await hub.database.sql(`update workspace.task set due_on = '2026-05-27' where id = $1`, [id]);

    await remindAt('2026-05-21T06:00:00Z', '2026-05-26T06:00:00Z');

    expect(await typesOf(clerk)).toEqual(['TASK_DUE', 'TASK_DUE']);
  });

  test('is told of to nobody who chose not to be', async () => {
    await task(await project(), { assignee: clerk });
    const change = `mutation ($input: UpdateNotificationPreferencesInput!) { updateNotificationPreferences(input: $input) { __typename } }`;
    const types = [{ type: 'TASK_DUE', isInApp: false, email: 'OFF' }];
    await hub.ask(change, { as: clerk, variables: { input: { expectedVersion: 0, types } } });

    await remindAt('2026-05-19T06:00:00Z', '2026-05-21T06:00:00Z');

    expect(await typesOf(clerk)).toEqual(['TASK_OVERDUE']);
  });

  test.each([
    ['Pacific/Auckland', '2026-05-18T19:59:00Z', '2026-05-18T20:00:00Z'],
    ['America/New_York', '2026-05-19T11:59:00Z', '2026-05-19T12:00:00Z'],
    ['Pacific/Kiritimati', '2026-05-18T17:59:00Z', '2026-05-18T18:00:00Z'],
  ])('is told of by the clock of %s', async (zone, before, due) => {
    await setZone(zone);
    await task(await project(), { assignee: clerk });

    await remindAt(before);
    const early = await typesOf(clerk);
    await remindAt(due);

    expect([early, await typesOf(clerk)]).toEqual([[], ['TASK_DUE']]);
  });
});
