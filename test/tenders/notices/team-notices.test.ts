import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { encodeId } from '@hub/runtime/graphql';
import { graphql } from '../../kit/client.js';
import { testHub, type TestHub } from '../../kit/hub.js';
import type { TestTeam, TestUser } from '../../kit/people.js';
import { addTender } from '../../kit/tender-rows.js';
import { readingFrom, toldTo } from './notices-kit.js';

const password = 'a long enough password';
let hub: TestHub;
let settled: () => Promise<void>;
let acme: TestTeam;
let admin: TestUser;
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub({ stores: { redis: null } });
  settled = await readingFrom(hub);
});
afterAll(() => hub.close());
beforeEach(async () => {
  acme = await hub.team({ name: 'Acme' });
  [admin, clerk] = [await acme.user({ role: 'admin' }), await acme.user()];
});

async function send(query: string, input: unknown, as?: TestUser): Promise<Record<string, unknown>> {
  const { data, errors } = await hub.ask(query, { variables: { input }, ...(as && { as }) });
  expect(errors).toEqual([]);
  return Object(Object.values(data ?? {})[0]);
}

const told = async (as: TestUser) => (await toldTo(hub, as)).map(({ type, title }) => `${type}: ${title}`);

/** A search of the team with alerts at once, which has found a tender that nobody was told of. */
async function alerted(owner: TestUser | null): Promise<string> {
  const id = randomUUID();
  await hub.database.sql(
    `insert into tenders.saved_search (team_id, id, name, search, notification, matched_at, owner_membership_id, created_by_membership_id)
     values ($1, $2, 'Pumps', 'pumps', 'IMMEDIATE', now(), $3, $4)`,
    [acme.id, id, owner?.actor.membershipId ?? null, clerk.actor.membershipId],
  );
  await addTender(hub.database, { title: 'Pumps for the plant' });
  await settled();
  await hub.database.sql(`select graphile_worker.add_job('tenders:queue-alerts', '{}')`);
  await hub.runJobs();
  await settled();
  return id;
}

test('the owner of a private search is told of its alerts, and nobody else', async () => {
  await alerted(clerk);

  expect([await told(clerk), await told(admin)]).toEqual([['SAVED_SEARCH_MATCHED: “Pumps” found a new tender'], []]);
  expect(
    await hub.database.sql(
      'select count(*)::int as count from tenders.saved_search_match where team_id = $1 and notified_at is null',
      [acme.id],
    ),
  ).toEqual([{ count: 0 }]);
});

test('alerts of a search of the team are for who made it and for those who look at it', async () => {
  const [reader, other] = [await acme.user(), await acme.user()];
  const id = await alerted(null);
  await hub.database.sql(
    'insert into tenders.saved_search_reader (team_id, saved_search_id, membership_id) values ($1, $2, $3)',
    [acme.id, id, reader.actor.membershipId],
  );
  await addTender(hub.database, { title: 'Pumps for the dam' });
  await settled();
  await hub.database.sql(`select graphile_worker.add_job('tenders:queue-alerts', '{}')`);
  await hub.runJobs();
  await settled();

  const once = 'SAVED_SEARCH_MATCHED: “Pumps” found a new tender';
  expect([await told(clerk), await told(reader), await told(other)]).toEqual([[once, once], [once], []]);
});

test('who requested an export is told that it is ready', async () => {
  const request = `mutation ($input: RequestExportInput!) { requestExport(input: $input) { __typename
    ... on RequestExportSuccess { export { id } } } }`;
  const { export: made } = await send(request, { format: 'CSV' }, clerk);

  await hub.runJobs();
  await settled();

  expect(await toldTo(hub, clerk)).toEqual([
    expect.objectContaining({
      type: 'EXPORT_READY',
      title: 'Your export is ready',
      subjectType: 'Export',
      subjectId: Object(made)['id'],
    }),
  ]);
  expect(await told(admin)).toEqual([]);
});

test('who set up a source is told once that it fails, until it was read again', async () => {
  const id = randomUUID();
  await hub.database.sql(
    `insert into tenders.team_source (team_id, id, kind, name, url, created_by_membership_id)
     values ($1, $2, 'ocds', 'Ours', 'https://127.0.0.1/', $3)`,
    [acme.id, id, admin.actor.membershipId],
  );
  const poll = async () => {
    await hub.database.sql(
      `select graphile_worker.add_job('tenders:poll-team-source', json_build_object('teamSourceId', $1::text, 'isForced', true, 'teamId', $2::text))`,
      [id, acme.id],
    );
    await hub.runJobs();
    await settled();
  };

  for (let polls = 0; polls < 5; polls += 1) await poll();
  const first = await told(admin);
  await hub.database.sql('update tenders.team_source set consecutive_errors = 0 where id = $1', [id]);
  for (let polls = 0; polls < 3; polls += 1) await poll();

  const failing = 'SOURCE_FAILING: The source “Ours” cannot be read';
  expect([first, await told(admin), await told(clerk)]).toEqual([[failing], [failing, failing], []]);
  expect((await toldTo(hub, admin))[0]?.subjectId).toBe(encodeId('TeamSource', id));
});

const invite = `mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { __typename
  ... on CreateInvitationSuccess { invitation { id } } } }`;
const accept = `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { __typename } }`;

test('an invited person with an account is told in the team that they begin in, and who invited when they join', async () => {
  const guest = await (
    await hub.team({ name: 'Zenith' })
  ).user({
    passwordHash: await hashPassword(password),
    displayName: 'Thandi',
  });
  const { invitation } = await send(invite, { email: guest.email, role: 'MEMBER' }, admin);
  await hub.runJobs();
  await settled();
  const invited = await toldTo(hub, guest);

  const [mail] = (await hub.outbox.list()).filter(({ to }) => to === guest.email);
  const code = /hubm_[\w-]{43}/u.exec(mail?.text ?? '')?.[0];
  await send(accept, { code, password });
  await settled();

  expect(invited).toEqual([
    {
      type: 'INVITATION_RECEIVED',
      priority: 'NORMAL',
      title: 'Acme invites you to join as member',
      body: 'The code to join is in your mailbox.',
      subjectType: null,
      subjectId: null,
    },
  ]);
  expect(await toldTo(hub, admin)).toEqual([
    expect.objectContaining({
      type: 'INVITATION_ACCEPTED',
      title: 'Thandi has joined your team as member',
      subjectId: Object(invitation)['id'],
    }),
  ]);
});

test('an invitation of somebody without an account tells nobody', async () => {
  await send(invite, { email: `${randomUUID()}@example.org`, role: 'MEMBER' }, admin);
  await settled();

  expect(await hub.database.sql('select 1 from identity.notification where team_id = $1', [acme.id])).toEqual([]);
});

describe('what a colleague assigns', () => {
  const create = graphql(`
    mutation ($input: CreateTaskInput!) {
      createTask(input: $input) {
        ... on CreateTaskSuccess {
          task {
            id
            version
          }
        }
      }
    }
  `);
  const update = graphql('mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { __typename } }');
  const track = graphql(`
    mutation ($input: TrackTenderInput!) {
      trackTender(input: $input) {
        ... on TrackTenderSuccess {
          entry {
            id
            version
          }
        }
      }
    }
  `);
  const updateEntry = graphql('mutation ($input: UpdateEntryInput!) { updateEntry(input: $input) { __typename } }');
  const idOf = ({ actor }: TestUser) => encodeId('Member', actor.membershipId);

  test('a task is told to whom it is assigned, once, and not to who takes it', async () => {
    const projectRow = randomUUID();
    await hub.database.sql(
      `insert into workspace.project (team_id, id, kind, name, status) values ($1, $2, 'WORK', 'Dam', 'IN_PROGRESS')`,
      [acme.id, projectRow],
    );
    const input = { projectId: encodeId('Project', projectRow), title: 'Price it', dueOn: '2026-05-20' };

    const made = await hub.as(admin).data(create, { input: { ...input, assigneeId: idOf(clerk) } });
    const task = made.createTask !== null && 'task' in made.createTask ? made.createTask.task : null;
    const of = (version: number, assigneeId: string | null) => ({
      input: { id: task?.id ?? '', expectedVersion: version, assigneeId },
    });
    await hub.as(admin).data(update, of(1, null));
    await hub.as(admin).data(update, of(2, idOf(clerk)));
    await settled();
    await hub.as(admin).data(update, of(3, idOf(admin)));
    await settled();

    expect([await toldTo(hub, clerk), await toldTo(hub, admin)]).toEqual([
      [
        {
          ...{ type: 'TASK_ASSIGNED', priority: 'NORMAL', title: '“Price it” was assigned to you' },
          ...{ body: 'It belongs to “Dam” and is due Wednesday, 20 May 2026.' },
          ...{ subjectType: 'Task', subjectId: task?.id },
        },
      ],
      [],
    ]);
  });

  test('a tracked tender is told to whom it is assigned, when it is tracked or later', async () => {
    const [first, second] = [
      await addTender(hub.database, { title: 'A dam' }),
      await addTender(hub.database, { title: 'A road' }),
    ];

    await hub.as(admin).data(track, { input: { tenderId: first.id, assigneeId: idOf(clerk) } });
    const made = await hub.as(admin).data(track, { input: { tenderId: second.id } });
    const entry = made.trackTender !== null && 'entry' in made.trackTender ? made.trackTender.entry : null;
    const change = { id: entry?.id ?? '', expectedVersion: 1, assigneeId: idOf(clerk) };
    await hub.as(admin).data(updateEntry, { input: change });
    await settled();

    expect(await told(clerk)).toEqual([
      'ENTRY_ASSIGNED: “A dam” was assigned to you',
      'ENTRY_ASSIGNED: “A road” was assigned to you',
    ]);
    expect(await told(admin)).toEqual([]);
  });
});
