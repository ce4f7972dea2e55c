import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { encodeId } from '@hub/runtime/graphql';
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
