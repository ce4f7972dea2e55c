import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';

const list = graphql(`
  query {
    me {
      account {
        private {
          lastSignInAt
        }
      }
      sessions {
        handle
        teamSlug
        isCurrent
        userAgent
        address
      }
    }
  }
`);
const endOne = graphql(`
  mutation ($handle: String!) {
    endSession(input: { handle: $handle }) {
      __typename
    }
  }
`);
const endOthers = graphql(`
  mutation {
    endOtherSessions {
      ... on EndOtherSessionsSuccess {
        endedCount
      }
    }
  }
`);

const password = 'a long enough password';
let hub: TestHub;
let acme: TestTeam;
let other: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
  [acme, other] = [await hub.team(), await hub.team()];
  clerk = await acme.user({ passwordHash: await hashPassword(password) });
  await hub.database.sql(`insert into identity.membership (team_id, account_id, role) values ($1, $2, 'viewer')`, [
    other.id,
    clerk.actor.accountId,
  ]);
});

async function signIn({ slug }: TestTeam, userAgent: string): Promise<string> {
  const query =
    'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInSuccess { tokens { accessToken } } } }';
  const variables = { input: { team: slug, email: clerk.email, password } };
  const { text } = await hub.ask(query, { variables, headers: { 'user-agent': userAgent } });
  return JSON.parse(text).data.signIn.tokens.accessToken;
}

const writeWith = async (token: string) =>
  (
    await hub.ask('mutation { endOtherSessions { __typename } }', { headers: { authorization: `Bearer ${token}` } })
  ).errors.map(({ extensions }) => extensions['code']);

test('a person sees their open sessions of every team, with program and address, and nobody else’s', async () => {
  await acme.user();
  await signIn(other, 'Phone/1.0');

  const { me } = await hub.as(clerk).data(list);

  expect(me?.sessions.toSorted((a: { isCurrent: boolean }) => (a.isCurrent ? -1 : 1))).toEqual([
    { handle: clerk.actor.sessionId, teamSlug: acme.slug, isCurrent: true, userAgent: null, address: null },
    {
      ...{ handle: expect.any(String), teamSlug: other.slug, isCurrent: false },
      ...{ userAgent: 'Phone/1.0', address: '127.0.0.1' },
    },
  ]);
  expect(me?.account?.private?.lastSignInAt).toEqual(expect.any(String));
});

test('one session is ended from another, also in another team, and writes nothing from then on', async () => {
  const [token, colleague] = [await signIn(other, 'Phone/1.0'), await acme.user()];
  const { me } = await hub.as(clerk).data(list);
  const handle = me?.sessions.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent)?.handle ?? '';

  const foreign = await hub.as(colleague).data(endOne, { handle });
  const ended = await hub.as(clerk).data(endOne, { handle });
  const again = await hub.as(clerk).data(endOne, { handle });

  const names = [foreign, ended, again].map((answer) => answer.endSession?.__typename);
  expect(names).toEqual(['NotFound', 'EndSessionSuccess', 'NotFound']);
  expect(await writeWith(token)).toEqual(['SESSION_ENDED']);
  expect(await hub.database.sql('select revoked_reason from identity.session where id = $1', [handle])).toEqual([
    { revoked_reason: 'ended_by_person' },
  ]);
});

test('all sessions but the one in use are ended at once, of that person alone', async () => {
  const tokens = [await signIn(acme, 'Laptop'), await signIn(other, 'Phone')];
  const colleague = await acme.user();

  const first = await hub.as(clerk).data(endOthers);
  const again = await hub.as(clerk).data(endOthers);

  expect([first, again].map((answer) => answer.endOtherSessions)).toEqual([{ endedCount: 2 }, { endedCount: 0 }]);
  expect(await Promise.all(tokens.map(writeWith))).toEqual([['SESSION_ENDED'], ['SESSION_ENDED']]);
  expect((await hub.as(colleague).data(list)).me?.sessions).toHaveLength(1);
  expect((await hub.as(clerk).send(endOne, { handle: randomUUID() })).data?.endSession?.__typename).toBe('NotFound');
});
