import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { anonymous } from '@hub/runtime/auth';
import { graphql } from '../kit/client.js';
import { answerTo, startDnsServer, type DnsReply, type DnsServer } from '../kit/dns-server.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';
import { readingFrom, toldTo } from '../tenders/notices/notices-kit.js';

const request = graphql(`
  mutation ($input: RequestTeamDomainInput!) {
    requestTeamDomain(input: $input) {
      __typename
      ... on RequestTeamDomainSuccess {
        team {
          domain {
            name
            recordName
            recordValue
            verifiedAt
          }
        }
      }
      ... on InvalidInput {
        message
      }
    }
  }
`);
const verify = graphql(`
  mutation ($input: VerifyTeamDomainInput!) {
    verifyTeamDomain(input: $input) {
      __typename
      ... on VerifyTeamDomainSuccess {
        team {
          domain {
            name
            verifiedAt
          }
        }
      }
      ... on DomainUnproved {
        problem
        path
      }
    }
  }
`);
const giveUp = graphql(`
  mutation ($input: DeleteTeamDomainInput!) {
    deleteTeamDomain(input: $input) {
      __typename
    }
  }
`);
const readDomain = graphql(`
  query {
    team {
      domain {
        verifiedAt
        lostAt
      }
    }
  }
`);
const signIn = graphql(`
  mutation ($input: SignInInput!) {
    signIn(input: $input) {
      __typename
    }
  }
`);

const domain = 'tenders.acme.example';
const password = 'a long enough password';
let passwordHash: string;
let clock = new Date('2096-03-15T10:00:00Z');
let reply: DnsReply = [];
let dns: DnsServer;
let hub: TestHub;
let acme: TestTeam;
let admin: TestUser;
beforeAll(async () => {
  passwordHash = await hashPassword(password);
  dns = await startDnsServer((_name, query) =>
    reply === null || reply instanceof Array || reply instanceof Buffer ? reply : answerTo(query, { flags: 2 }),
  );
  hub = await testHub({ now: () => clock, env: { DNS_SERVERS: dns.address }, stores: { redis: null } });
});
afterAll(async () => {
  await hub.close();
  await dns.close();
});
beforeEach(async () => {
  acme = await hub.team();
  admin = await acme.user({ role: 'admin', passwordHash });
  reply = [];
});

/** Asks for the domain, and answers the text of the record that proves it. */
async function ask(as = admin): Promise<string> {
  const { requestTeamDomain } = await hub.as(as).data(request, { input: { domain } });
  if (requestTeamDomain?.__typename !== 'RequestTeamDomainSuccess') throw new Error('The domain was not taken.');
  return requestTeamDomain.team.domain?.recordValue ?? '';
}
const check = async (as = admin) => (await hub.as(as).data(verify, { input: { domain } })).verifyTeamDomain;
/** Signs in by the domain: what came of it, and in which team. */
async function signInBy(user: TestUser): Promise<unknown> {
  const input = { team: domain.toUpperCase(), email: user.email, password };
  const { signIn: answer } = await hub.as(anonymous).data(signIn, { input });
  return answer?.__typename;
}

describe('a domain of a team', () => {
  test('is asked for, proved by its record, stands for the team at sign-in, and is given up', async () => {
    const value = await ask();
    const before = await signInBy(admin);
    reply = ['v=spf1 -all', [value.slice(0, 20), value.slice(20)]];
    const proved = await check();
    const after = await signInBy(admin);
    const { deleteTeamDomain } = await hub.as(admin).data(giveUp, { input: { domain } });

    expect(value).toMatch(/^tender-insight-hub=[\w-]{43}$/u);
    expect(dns.asked.at(-1)).toBe(`_tender-insight-hub.${domain}`);
    expect(proved).toEqual({
      __typename: 'VerifyTeamDomainSuccess',
      team: { domain: { name: domain, verifiedAt: clock.toISOString() } },
    });
    expect([before, after, deleteTeamDomain?.__typename, await signInBy(admin)]).toEqual([
      'InvalidCredentials',
      'SignInSuccess',
      'DeleteTeamDomainSuccess',
      'InvalidCredentials',
    ]);
    const events = await hub.database.sql(
      `select type, body from events.inbox where team_id = $1 and type like 'identity.team_domain%' order by number`,
      [acme.id],
    );
    expect(events).toEqual(
      ['requested', 'verified', 'deleted'].map((what) => ({ type: `identity.team_domain_${what}`, body: { domain } })),
    );
  });

  test.each<[string, DnsReply, string]>([
    ['has no record', [], 'NO_RECORD'],
    ['has records of others', ['v=spf1 -all', 'tender-insight-hub=something-else'], 'OTHER_VALUE'],
    ['has servers that fail', {}, 'NO_ANSWER'],
  ])('that %s is not proved, and nothing changes', async (_what, answer, problem) => {
    await ask();
    const before = await snapshotOf(hub.database);
    reply = answer;

    expect(await check()).toEqual({ __typename: 'DomainUnproved', problem, path: ['domain'] });
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test('keeps its record when it is asked for again, and gets another one when another was asked for in between', async () => {
    const first = await ask();
    const again = await ask();
    await hub.as(admin).data(request, { input: { domain: 'other.example' } });

    expect(again).toBe(first);
    expect(await check()).toEqual({ __typename: 'NotFound' });
    expect(await ask()).not.toBe(first);
  });

  test('that is proved is not exchanged for another before it is given up', async () => {
    reply = [await ask()];
    await check();

    const { requestTeamDomain } = await hub.as(admin).data(request, { input: { domain: 'other.example' } });

    expect(requestTeamDomain).toEqual({
      __typename: 'InvalidInput',
      message: `Your team has proved ${domain}. Delete it first.`,
    });
  });

  test('is that of the team which proved it last, and the token of one team proves nothing for another', async () => {
    const other = await (await hub.team()).user({ role: 'admin', passwordHash });
    const [ours, theirs] = [await ask(), await ask(other)];
    reply = [ours];
    await check();
    const stolen = await check(other);
    clock = new Date(clock.getTime() + 60_000);
    reply = [theirs];
    await check(other);

    expect(stolen).toMatchObject({ problem: 'OTHER_VALUE' });
    expect([await signInBy(admin), await signInBy(other)]).toEqual(['InvalidCredentials', 'SignInSuccess']);
  });

  test.each([
    'acme',
    'acme.',
    '-acme.example',
    'a b.example',
    '10.0.0.1',
    'https://acme.example',
    `${'x'.repeat(64)}.example`,
  ])('is not %s', async (text) => {
    const { requestTeamDomain } = await hub.as(admin).data(request, { input: { domain: text } });

    expect(requestTeamDomain?.__typename).toBe('InvalidInput');
  });

  test('is checked thirty times in ten minutes at most', async () => {
    await ask();
    const answers = [];
    for (let times = 0; times < 31; times += 1) answers.push((await check())?.__typename);

    expect(answers.slice(29)).toEqual(['DomainUnproved', 'TooManyAttempts']);
  });
});

describe('a proved domain is looked up again', () => {
  const hours = (count: number) => {
    clock = new Date(clock.getTime() + count * 3_600_000);
  };
  /** The jobs of a quarter of a day: what they leave of the domain. */
  const look = async (answer: DnsReply) => {
    reply = answer;
    await hub.database.sql(`select graphile_worker.add_job('tenders:queue-domain-checks', '{}')`);
    await hub.runJobs();
    return (await hub.as(admin).data(readDomain)).team?.domain;
  };
  const events = () =>
    hub.database.sql(
      `select type, body from events.inbox where team_id = $1 and type like 'tenders.team_domain%' order by number`,
      [acme.id],
    );
  let record: string;
  let provedAt: string;
  beforeEach(async () => {
    record = await ask();
    reply = [record];
    await check();
    provedAt = clock.toISOString();
    hours(6);
  });

  test.each<[string, () => DnsReply]>([
    ['its record is there', () => ['v=spf1 -all', record]],
    ['servers fail', () => ({})],
    ['servers answer rubbish', () => Buffer.from('rubbish')],
  ])('and stays as it is while %s', async (_what, answer) => {
    const [first, second] = [await look(answer()), (hours(500), await look(answer()))];

    expect([first, second]).toEqual(Array(2).fill({ verifiedAt: provedAt, lostAt: null }));
    expect(await events()).toEqual([]);
    expect(await signInBy(admin)).toBe('SignInSuccess');
  });

  test('and is no longer verified when its record was gone for three days, of which admins are told', async () => {
    const clerk = await acme.user();
    const settled = await readingFrom(hub);
    const lostAt = clock.toISOString();
    const gone = [await look([])];
    hours(71);
    gone.push(await look(['tender-insight-hub=something-else']));
    const before = await signInBy(admin);
    // What is not known ends nothing.
    hours(2);
    gone.push(await look({}));
    const after = await look([]);

    expect(gone).toEqual(Array(3).fill({ verifiedAt: provedAt, lostAt }));
    expect(after).toEqual({ verifiedAt: null, lostAt: null });
    expect([before, await signInBy(admin)]).toEqual(['SignInSuccess', 'InvalidCredentials']);
    const unprovedAfter = new Date(Date.parse(lostAt) + 72 * 3_600_000).toISOString();
    expect(await events()).toEqual([
      { type: 'tenders.team_domain_missing', body: { domain, unprovedAfter } },
      { type: 'tenders.team_domain_unproved', body: { domain } },
    ]);
    await settled();
    expect((await toldTo(hub, admin)).map(({ type, title }) => `${type}: ${title}`)).toEqual([
      `DOMAIN_MISSING: The record that proves ${domain} is gone`,
      `DOMAIN_UNPROVED: ${domain} is no longer verified for your team`,
    ]);
    expect(await toldTo(hub, clerk)).toEqual([]);
  });

  test('and begins anew when its record was there in between, or it was verified by hand', async () => {
    await look([]);
    hours(50);
    const found = await look([record]);
    hours(50);
    const lost = (await look([]))?.lostAt;
    reply = [record];
    await check();

    expect([found?.lostAt, lost]).toEqual([null, clock.toISOString()]);
    expect((await hub.as(admin).data(readDomain)).team?.domain).toEqual({
      verifiedAt: clock.toISOString(),
      lostAt: null,
    });
    expect((await events()).map(({ type }) => type)).toEqual([
      'tenders.team_domain_missing',
      'tenders.team_domain_found',
      'tenders.team_domain_missing',
    ]);
  });
});
