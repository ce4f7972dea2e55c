import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';

const update = graphql(`
  mutation ($input: UpdateAccountInput!) {
    updateAccount(input: $input) {
      __typename
      ... on UpdateAccountSuccess {
        account {
          avatarUrl
          version
        }
      }
      ... on InvalidInput {
        problems {
          path
        }
      }
    }
  }
`);
const address = graphql(`
  query {
    me {
      account {
        private {
          avatarUploadUrl
        }
      }
    }
  }
`);
const seen = graphql(`
  query {
    team {
      members {
        nodes {
          account {
            displayName
            avatarUrl
            private {
              avatarUploadUrl
            }
          }
        }
      }
    }
  }
`);

const png = (text: string) => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(text)]);
let hub: TestHub;
let url: string;
let clock = new Date();
let acme: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => clock });
  url = await hub.gateway.start();
});
afterAll(() => hub.close());
beforeEach(async () => {
  clock = new Date('2026-03-15T10:00:00Z');
  acme = await hub.team();
  clerk = await acme.user({ displayName: 'Clerk' });
});

const inUrl = (link: string | null | undefined) => `${url}${new URL(link ?? '').pathname}${new URL(link ?? '').search}`;
const load = async (link: string | null | undefined) => fetch(inUrl(link));

/** Sends a picture as a client does; answers what to name it by. */
async function send(bytes: Buffer, who: TestUser = clerk): Promise<string> {
  const { me } = await hub.as(who).data(address, {});
  const body = new Uint8Array(bytes);
  const answer = await fetch(inUrl(me?.account?.private?.avatarUploadUrl), { method: 'POST', body });
  const { upload }: { upload?: unknown } = Object(await answer.json());
  return String(upload);
}

async function change(expectedVersion: number, input: { avatarUpload?: string; avatarUrl?: string | null }) {
  return (await hub.as(clerk).data(update, { input: { expectedVersion, ...input } })).updateAccount;
}

async function use(expectedVersion: number, bytes: Buffer): Promise<string | null> {
  const answer = await change(expectedVersion, { avatarUpload: await send(bytes) });
  return answer?.__typename === 'UpdateAccountSuccess' ? answer.account.avatarUrl : null;
}

test('a picture that a person sent is seen by colleagues, at the same address all day', async () => {
  const colleague = await acme.user({ displayName: 'Colleague' });

  await use(1, png('one'));
  clock = new Date('2026-03-15T23:00:00Z');
  const { team } = await hub.as(colleague).data(seen, {});
  const account = team?.members?.nodes.map((node) => node.account).find((one) => one?.displayName === 'Clerk');
  const picture = await load(account?.avatarUrl);

  expect(account).toMatchObject({ private: null });
  expect([picture.status, Buffer.from(await picture.arrayBuffer())]).toEqual([200, png('one')]);
  expect(Object.fromEntries(picture.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=86400, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  clock = new Date('2026-03-17T00:00:00Z');
  expect((await load(account?.avatarUrl)).status).toBe(404);
});

test('a new picture takes the place of the one before, and an address or null that of both', async () => {
  const first = await use(1, png('first'));
  const second = await use(2, png('second'));
  const after = [(await load(first)).status, (await load(second)).status];
  const elsewhere = await change(3, { avatarUrl: 'https://pictures.example.org/a.png' });
  const again = await use(4, png('third'));
  const none = await change(5, { avatarUrl: null });

  expect(after).toEqual([404, 200]);
  expect(elsewhere).toMatchObject({ account: { avatarUrl: 'https://pictures.example.org/a.png' } });
  expect([(await load(second)).status, (await load(again)).status]).toEqual([404, 404]);
  expect(none).toMatchObject({ account: { avatarUrl: null, version: 6 } });
});

test('what was not sent, by this person, as it is named, is refused, and nothing is changed', async () => {
  const other = await acme.user();
  const named = await send(png('of another person'), other);
  const replaced = await send(png('one'));
  const used = await send(png('two'));

  const refused = [
    await change(1, { avatarUpload: named }),
    await change(1, { avatarUpload: replaced }),
    await change(1, { avatarUpload: '../x' }),
    await change(1, { avatarUpload: used, avatarUrl: null }),
  ];
  const late = await change(7, { avatarUpload: used });

  expect(refused).toEqual(refused.map(() => ({ __typename: 'InvalidInput', problems: [{ path: ['avatarUpload'] }] })));
  expect(late?.__typename).toBe('AccountConflict');
  expect(await change(1, { avatarUpload: used })).toMatchObject({ account: { version: 2 } });
});

test('a person who sends the picture they have keeps it', async () => {
  const first = await use(1, png('same'));
  const again = await use(2, png('same'));

  expect([again, (await load(again)).status]).toEqual([first, 200]);
});
