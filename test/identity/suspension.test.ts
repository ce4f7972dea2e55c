import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { resumeTeam, suspendTeam } from '@hub/identity/suspension';
import { encodeId } from '@hub/runtime/graphql';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';

const password = 'a long enough password';
let hub: TestHub;
let clock = new Date();
let acme: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => clock });
});
afterAll(() => hub.close());
beforeEach(async () => {
  clock = new Date();
  acme = await hub.team();
  clerk = await acme.user({ passwordHash: await hashPassword(password) });
});

function databaseOf({ id: teamId }: TestTeam) {
  const actor = { kind: 'system', name: 'test', teamId } as const;
  return hub.hub.subgraphs.identity.stores.scopeOf({ actor, requestId: 'test' }).database;
}
const suspend = (team = acme) =>
  suspendTeam(databaseOf(team), { teamId: team.id, reason: 'Not paid.', at: new Date() });
const resume = () => resumeTeam(databaseOf(acme), { teamId: acme.id, reason: 'Paid.' });

const codesOf = ({ errors }: { errors: readonly { extensions: Record<string, unknown> }[] }) =>
  errors.map(({ extensions }) => extensions['code']);
const write = (as = clerk) => hub.ask('mutation { endOtherSessions { __typename } }', { as });
const read = () => hub.ask('{ me { role team { subscriptionStatus } } }', { as: clerk });

async function signIn(): Promise<{ name: unknown; token: string }> {
  const query =
    'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on SignInSuccess { tokens { refreshToken } } } }';
  const { data, text } = await hub.ask(query, {
    variables: { input: { team: acme.slug, email: clerk.email, password } },
  });
  return { name: Object(data?.['signIn'])['__typename'], token: /hubr_[\w-]+/u.exec(text)?.[0] ?? '' };
}

async function refresh(refreshToken: string): Promise<unknown> {
  const query = 'mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { __typename } }';
  const { data } = await hub.ask(query, { variables: { input: { refreshToken } } });
  return Object(data?.['refreshSession'])['__typename'];
}

describe('a team that is suspended', () => {
  test('signs nobody in, writes nothing from that moment on and reads nothing after a minute, until it goes on', async () => {
    const { token } = await signIn();
    expect((await read()).data).toEqual({ me: { role: 'MEMBER', team: { subscriptionStatus: 'ACTIVE' } } });

    const done = [await suspend(), await suspend()];

    expect(done).toEqual([true, false]);
    const before = await snapshotOf(hub.database);
    expect([codesOf(await write()), (await signIn()).name, await refresh(token)]).toEqual([
      ['SESSION_ENDED'],
      'InvalidCredentials',
      'SessionEnded',
    ]);
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
    clock = new Date(clock.getTime() + 45_000);
    expect((await read()).data).toEqual({ me: null });

    expect([await resume(), await resume()]).toEqual([true, false]);
    expect([(await signIn()).name, await refresh(token)]).toEqual(['SignInSuccess', 'RefreshSessionSuccess']);
  });

  test('tells its log why, and stops no other team', async () => {
    const other = await hub.team();
    await suspend(other);

    expect(codesOf(await write())).toEqual([]);
    const rows = await hub.database.sql(
      `select type, context ->> 'reason' as reason from events.inbox where team_id = $1`,
      [other.id],
    );
    expect(rows).toEqual([{ type: 'identity.team_suspended', reason: 'Not paid.' }]);
  });

  test('has jobs that wait and cost no attempt', async () => {
    const email = 'nobody@example.org';
    const admin = await acme.user({ role: 'admin' });
    const invite = `mutation { createInvitation(input: { email: "${email}", role: MEMBER }) { __typename } }`;
    await hub.ask(invite, { as: admin });
    await suspend();

    await hub.runJobs();

    expect((await hub.outbox.list()).filter(({ to }) => to === email)).toEqual([]);
    const waiting = await hub.database.sql(
      `select attempts, run_at > now() + interval '10 minutes' as is_later from graphile_worker._private_jobs
       where payload ->> 'teamId' = $1`,
      [acme.id],
    );
    expect(waiting).toEqual([{ attempts: 0, is_later: true }]);
  });
});

describe('a super-admin of the platform', () => {
  let support: TestUser;
  beforeEach(async () => {
    support = await (await hub.team()).user();
    await hub.database.sql(`insert into identity.platform_admin (account_id, grant_reason) values ($1, 'Support')`, [
      support.actor.accountId,
    ]);
  });

  async function stop(mutation: 'suspendTeam' | 'resumeTeam', { reason = 'They have not paid.', team = acme } = {}) {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
    const query = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) {
      __typename ... on UserError { path } ... on ${type}Success { team { slug suspendedAt } } } }`;
    const input = { teamId: encodeId('PlatformTeam', team.id), reason };
    return (await hub.ask(query, { as: support, variables: { input } })).data?.[mutation];
  }

  test('suspends a team and lets it go on, and its log tells who did it and why', async () => {
    const colleague = await acme.user();
    const suspendedAt = clock.toISOString();
    const suspended = { __typename: 'SuspendTeamSuccess', team: { slug: acme.slug, suspendedAt } };
    expect(await stop('suspendTeam')).toEqual(suspended);
    clock = new Date(clock.getTime() + 1_000);
    expect(await stop('suspendTeam', { reason: 'Another reason.' })).toEqual(suspended);
    expect(codesOf(await write())).toEqual(['SESSION_ENDED']);

    const going = { __typename: 'ResumeTeamSuccess', team: { slug: acme.slug, suspendedAt: null } };
    expect(await stop('resumeTeam', { reason: 'They have paid.' })).toEqual(going);
    expect(await stop('resumeTeam', { reason: 'They have paid.' })).toEqual(going);
    // A gateway that has heard of the end of a session keeps to it: this one was not used meanwhile.
    expect(codesOf(await write(colleague))).toEqual([]);

    const events = await hub.database.sql(
      `select type, body, context ->> 'reason' as reason from events.inbox where team_id = $1 order by number`,
      [acme.id],
    );
    const body = { accountId: support.actor.accountId };
    expect(events).toEqual([
      { type: 'identity.team_suspended', body, reason: 'They have not paid.' },
      { type: 'identity.team_resumed', body, reason: 'They have paid.' },
    ]);
  });

  test.each(['suspendTeam', 'resumeTeam'] as const)('says why, or nothing comes of %s', async (mutation) => {
    const before = await snapshotOf(hub.database);

    expect(await stop(mutation, { reason: 'Why not' })).toMatchObject({ __typename: 'InvalidInput', path: ['reason'] });

    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test('does not lock itself out of its own team', async () => {
    const before = await snapshotOf(hub.database);
    const { teamId: id } = support.actor;

    const answer = await stop('suspendTeam', { team: { ...acme, id } });

    expect(answer).toMatchObject({ __typename: 'InvalidInput', path: ['teamId'] });
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });
});
