import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
const folder = mkdtempSync(join(tmpdir(), 'hub-avatar-test-'));
let hub: TestHub;
let url: string;
let clock = new Date();
let acme: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => clock, env: { FILES_FOLDER: folder } });
  url = await hub.gateway.start();
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});
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

/** Where pictures of the clerk are kept, and their names. */
const kept = () => join(folder, clerk.actor.accountId, 'avatars');
const namesKept = () =>
  readdirSync(join(folder, clerk.actor.accountId), { recursive: true }).filter((name) =>
    /^avatars./u.test(String(name)),
  );

interface Change {
  readonly avatarUpload?: string;
  readonly avatarUrl?: string | null;
  readonly displayName?: string;
}

async function change(expectedVersion: number, input: Change) {
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
  const keptThen = namesKept();

  expect(refused).toEqual(refused.map(() => ({ __typename: 'InvalidInput', problems: [{ path: ['avatarUpload'] }] })));
  expect(late?.__typename).toBe('AccountConflict');
  expect(keptThen).toEqual([]);
  expect(await change(1, { avatarUpload: used })).toMatchObject({ account: { version: 2 } });
});

test('a person who sends the picture they have keeps it', async () => {
  const first = await use(1, png('same'));
  const again = await use(2, png('same'));

  expect([again, (await load(again)).status]).toEqual([first, 200]);
});

test('a change that fails leaves no picture behind, and the one in use where it is', async () => {
  await hub.database.sql(
    `alter table identity.account add constraint refused check (display_name <> 'Refused') not valid`,
  );
  const first = await use(1, png('in use'));

  for (const text of ['of a failed change', 'in use']) {
    const avatarUpload = await send(png(text));
    await expect(change(2, { displayName: 'Refused', avatarUpload })).rejects.toThrow();
  }

  expect(namesKept()).toHaveLength(1);
  expect((await load(first)).status).toBe(200);
});

test('an old picture that cannot be removed does not fail the change', async () => {
  await use(1, png('first'));
  const [name = ''] = readdirSync(kept());
  rmSync(join(kept(), name));
  mkdirSync(join(kept(), name));

  const second = await use(2, png('second'));

  expect([(await load(second)).status, readdirSync(kept()).length]).toEqual([200, 2]);
});

test('the event of a change names the picture by its field in the API', async () => {
  await use(1, png('one'));
  await change(2, { avatarUrl: null });

  const events = await hub.database.sql(
    `select body -> 'fields' as fields from events.inbox where type = 'identity.account_updated' and team_id = $1 order by number`,
    [acme.id],
  );
  expect(events).toEqual([{ fields: ['avatarUrl'] }, { fields: ['avatarUrl'] }]);
});
