import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { resumeTeam, suspendTeam } from '@hub/identity/suspension';
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
const write = () => hub.ask('mutation { endOtherSessions { __typename } }', { as: clerk });
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
