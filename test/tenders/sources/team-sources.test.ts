import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fieldCipher, readFieldKeys } from '@hub/runtime/encryption';
import { encodeId } from '@hub/runtime/graphql';
import { openCredentials } from '@hub/tenders/sources';
import { z } from 'zod';
import { testHub, type TestHub } from '../../kit/hub.js';
import type { TestTeam, TestUser } from '../../kit/people.js';
import { marketplaceJob, startMarketplace, type Marketplace } from './marketplace.js';

const fieldKey = randomBytes(32).toString('base64');
let hub: TestHub;
// Far ahead, so that a poll planned for later than this is never due by the clock of the database.
let now = new Date('2096-11-21T12:00:00Z');
beforeAll(async () => {
  hub = await testHub({
    now: () => now,
    env: { FIELD_ENCRYPTION_KEY: fieldKey, SOURCE_HOSTS_ALLOWED: '127.0.0.1', SOURCE_POLLING: 'on' },
  });
});
afterAll(() => hub.close());

let acme: TestTeam;
let admin: TestUser;
beforeEach(async () => {
  now = new Date('2096-11-21T12:00:00Z');
  await hub.database.sql('truncate tenders.team_source cascade');
  await hub.database.sql('truncate graphile_worker._private_jobs, graphile_worker._private_job_queues');
  acme = await hub.team();
  admin = await acme.user({ role: 'admin' });
});

const sourceFields =
  'id kind name url hasCredentials timeZone status isEnabled consecutiveErrorCount lastError version requestsPerHour pollIntervalSeconds';
const send = async (mutation: string, input: Record<string, unknown>, as: TestUser = admin) => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const members =
    mutation === 'deleteTeamSource'
      ? '... on DeleteTeamSourceSuccess { deletedId }'
      : `... on ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Success { source { ${sourceFields} } }`;
  const invalid = /^(?:create|update)/u.test(mutation) ? '... on InvalidInput { path }' : '';
  const { data, errors } = await hub.askSubgraph(
    'tenders',
    `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { __typename ... on UserError { message } ${members} ${invalid} } }`,
    {
      as: as.actor,
      variables: { input },
    },
  );
  if (errors) throw new Error(`${String(errors[0]?.extensions?.['code'])}: ${errors[0]?.message}`);
  return z
    .looseObject({ __typename: z.string(), source: z.looseObject({ id: z.string() }).optional() })
    .parse(data?.['result']);
};
const listSources = async (as: TestUser = admin) => {
  const { data } = await hub.askSubgraph('tenders', `{ teamSources { edges { node { ${sourceFields} } } } }`, {
    as: as.actor,
  });
  return z
    .object({ teamSources: z.object({ edges: z.array(z.object({ node: z.looseObject({ id: z.string() }) })) }) })
    .parse(data)
    .teamSources.edges.map(({ node }) => node);
};
const listTenders = async (as: TestUser = admin, filter: Record<string, unknown> = {}) => {
  const { data, errors } = await hub.askSubgraph(
    'tenders',
    `query ($filter: TeamTenderFilter) { teamTenders(filter: $filter, first: 100) { edges { node {
    id kind key title description url status category buyerName value { amount currency } closingAt skills budget { type min { amount currency } max { amount currency } } version source { name } } } } }`,
    {
      as: as.actor,
      variables: { filter },
    },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return z
    .object({
      teamTenders: z.object({
        edges: z.array(z.object({ node: z.looseObject({ id: z.string(), key: z.string() }) })),
      }),
    })
    .parse(data)
    .teamTenders.edges.map(({ node }) => node);
};

const mapping = {
  items: '/data',
  fields: [
    ['EXTERNAL_ID', '/ref'],
    ['TITLE', '/name'],
    ['DESCRIPTION', '/text'],
    ['CLOSING_AT', '/dates/closing'],
    ['VALUE_AMOUNT', '/worth'],
    ['VALUE_CURRENCY', '/money'],
    ['BUYER_NAME', '/who'],
    ['URL', '/link'],
    ['PUBLISHER_STATUS', '/state'],
  ].map(([field, pointer]) => ({ field, pointer })),
};
const sourceInput = (url: string, more: Record<string, unknown> = {}) => ({
  kind: 'JSON',
  name: 'Our list',
  url,
  mapping,
  timeZone: 'Africa/Johannesburg',
  ...more,
});

/** A team's own list on loopback. */
async function startList() {
  const state = {
    body: '[]',
    headers: {} as Record<string, string>,
    status: 200,
    asked: [] as { url: string; headers: Record<string, unknown> }[],
  };
  const server = createServer((request, response) => {
    state.asked.push({ url: request.url ?? '', headers: request.headers });
    const isKnown = state.headers['etag'] !== undefined && request.headers['if-none-match'] === state.headers['etag'];
    response.writeHead(isKnown ? 304 : state.status, state.headers).end(isKnown ? undefined : state.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/list`,
    close: () => void server.close().closeAllConnections(),
  });
}

describe("a team's own JSON", () => {
  let own: Awaited<ReturnType<typeof startList>>;
  beforeEach(async () => {
    own = await startList();
    own.body = JSON.stringify({
      data: [
        {
          ref: 'A-1',
          name: 'Fix the roof',
          text: 'Of the town hall\u0000',
          dates: { closing: '2096-12-01 11:00' },
          worth: '1200.50',
          money: 'zar',
          who: 'Town',
          link: 'https://example.org/a1',
          state: 'open',
        },
        { ref: 2, name: 'Cut the grass', dates: {}, worth: -1, link: 'javascript:alert(1)', state: 'cancelled' },
        { ref: 'A-3' },
        null,
      ],
    });
  });
  afterEach(() => own.close());

  test('is read by its mapping as soon as it is set up, in its own zone, and lands with that team only', async () => {
    const answer = await send('createTeamSource', sourceInput(own.url));
    expect(answer).toMatchObject({
      __typename: 'CreateTeamSourceSuccess',
      source: { kind: 'JSON', hasCredentials: false, status: 'NEVER_RUN', version: 1 },
    });

    // The next poll is queued for an hour later and waits.
    expect(await hub.runJobs()).toEqual(['tenders:poll-team-source']);

    expect((await listTenders()).toSorted((left, right) => (left.key < right.key ? -1 : 1))).toEqual([
      expect.objectContaining({
        key: '2',
        title: 'Cut the grass',
        status: 'CANCELLED',
        url: null,
        value: null,
        closingAt: null,
      }),
      expect.objectContaining({
        key: 'A-1',
        kind: 'TENDER',
        title: 'Fix the roof',
        description: 'Of the town hall',
        status: 'OPEN',
        url: 'https://example.org/a1',
        buyerName: 'Town',
        value: { amount: '1200.5', currency: 'ZAR' },
        closingAt: '2096-12-01T09:00:00.000Z',
        skills: [],
        budget: null,
        version: 1,
        source: { name: 'Our list' },
      }),
    ]);
    expect(await listTenders(await (await hub.team()).user())).toEqual([]);
    expect(await listSources()).toEqual([
      expect.objectContaining({ status: 'HEALTHY', consecutiveErrorCount: 0, lastError: null }),
    ]);
    const [row] = await hub.database.sql('select last_counts, next_poll_at from tenders.team_source');
    expect(row).toEqual({
      last_counts: expect.objectContaining({ rowsNew: 2, rowsRefused: 2, requests: 1, pages: 1 }),
      next_poll_at: new Date('2096-11-21T13:00:00Z'),
    });
  });

  test('is read again on demand: changed rows get a new version, others a sign of life, unchanged answers nothing at all', async () => {
    const { source } = await send('createTeamSource', sourceInput(own.url));
    await hub.runJobs();
    own.body = own.body.replace('Fix the roof', 'Replace the roof');
    own.headers = { etag: '"two"' };
    now = new Date('2096-11-21T12:10:00Z');

    expect((await send('pollTeamSource', { id: source?.id })).__typename).toBe('PollTeamSourceSuccess');
    await hub.runJobs();

    const rows = await hub.database.sql(
      'select external_id, version, title, last_seen_at from tenders.team_tender order by 1',
    );
    expect(rows).toEqual([
      { external_id: '2', version: 1, title: 'Cut the grass', last_seen_at: now },
      { external_id: 'A-1', version: 2, title: 'Replace the roof', last_seen_at: now },
    ]);
    await send('pollTeamSource', { id: source?.id });
    await hub.runJobs();
    expect(own.asked.at(-1)?.headers['if-none-match']).toBe('"two"');
    expect(await hub.database.sql('select last_counts from tenders.team_source')).toEqual([
      { last_counts: expect.objectContaining({ pagesUnchanged: 1, rowsUnchanged: 0 }) },
    ]);
  });

  test('may be the same in two teams: an id at the source is unique for a team, not for all', async () => {
    const other = await (await hub.team()).user({ role: 'admin' });
    await send('createTeamSource', sourceInput(own.url));
    await send('createTeamSource', sourceInput(own.url), other);
    await hub.runJobs();

    expect((await listTenders()).length).toBe(2);
    expect((await listTenders(other)).length).toBe(2);
    expect(
      await hub.database.sql(
        'select count(distinct team_id)::int as teams, count(*)::int as n from tenders.team_tender',
      ),
    ).toEqual([{ teams: 2, n: 4 }]);
  });

  test('that is not where the mapping says, or fails, is an error that its team can read, and is tried again later', async () => {
    own.body = '{"rows": []}';
    await send('createTeamSource', sourceInput(own.url, { requestsPerHour: 3_600 }));
    own.status = 404;
    await hub.runJobs();

    expect(await listSources()).toEqual([
      expect.objectContaining({
        status: 'FAILING',
        consecutiveErrorCount: 1,
        lastError: 'The source answered with status 404.',
      }),
    ]);
    expect(await hub.database.sql('select next_poll_at from tenders.team_source')).toEqual([
      { next_poll_at: new Date('2096-11-21T12:01:00Z') },
    ]);
    const log = await hub.database.sql(
      'select method, endpoint, http_status, is_success, error, attempt from tenders.integration_log',
    );
    expect(log).toEqual([
      {
        method: 'GET',
        endpoint: own.url,
        http_status: 404,
        is_success: false,
        error: 'The source answered with status 404.',
        attempt: 1,
      },
    ]);
  });

  test('gets its key in a header; the key is stored encrypted, bound to its row, and never shown or logged', async () => {
    const secret = `k-${randomUUID()}`;
    const { source } = await send(
      'createTeamSource',
      sourceInput(`${own.url}?token=${secret}`, { credentials: { apiKey: { header: 'X-Api-Key', value: secret } } }),
    );
    await hub.runJobs();

    expect(own.asked[0]?.headers['x-api-key']).toBe(secret);
    const [row] = await hub.database.sql<{ id: string; team_id: string; credentials: string }>(
      'select id, team_id, credentials from tenders.team_source',
    );
    expect(row?.credentials).toMatch(/^v1\.[0-9a-f]{8}\./u);
    const cipher = fieldCipher(readFieldKeys(fieldKey));
    expect(openCredentials(cipher, row?.credentials ?? '', { teamId: row?.team_id ?? '', id: row?.id ?? '' })).toEqual({
      kind: 'API_KEY',
      header: 'X-Api-Key',
      value: secret,
    });
    expect(() =>
      openCredentials(cipher, row?.credentials ?? '', { teamId: row?.team_id ?? '', id: randomUUID() }),
    ).toThrow();
    const kept = await hub.database.sql('select to_jsonb(l)::text as text from tenders.integration_log l');
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect(source).toMatchObject({ hasCredentials: true });

    const moved = await send('updateTeamSource', {
      id: source?.id,
      expectedVersion: 1,
      url: 'https://elsewhere.example.org/list',
    });
    expect(moved).toMatchObject({ __typename: 'InvalidInput', path: ['credentials'] });
  });
});

describe('setting up a source', () => {
  const url = 'https://example.org/list';

  test.each<[string, Record<string, unknown>, string]>([
    ['an address of this machine', { url: 'https://localhost/list' }, 'url'],
    ['a private address', { url: 'https://10.0.0.7/list' }, 'url'],
    ['the address of cloud metadata', { url: 'https://169.254.169.254/latest' }, 'url'],
    ['a private address in disguise', { url: 'https://[::ffff:10.0.0.7]/' }, 'url'],
    ['an address spelt as a number', { url: 'https://167772167/' }, 'url'],
    ['an address without encryption', { url: 'http://example.org/list' }, 'url'],
    ['a password in the address', { url: 'https://me:secret@example.org/' }, 'url'],
    ['a file', { url: 'file:///etc/passwd' }, 'url'],
    ['no name', { name: '  ' }, 'name'],
    ['an unknown zone', { timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['polling every second', { pollIntervalSeconds: 1 }, 'pollIntervalSeconds'],
    ['no mapping', { mapping: null }, 'mapping'],
    ['a mapping without an id', { mapping: { fields: [{ field: 'TITLE', pointer: '/t' }] } }, 'mapping'],
    [
      'a field that is mapped twice',
      { mapping: { ...mapping, fields: [...mapping.fields, { field: 'TITLE', pointer: '/other' }] } },
      'mapping',
    ],
    ['a pointer that is none', { mapping: { ...mapping, items: 'data.rows' } }, 'mapping'],
    [
      'two kinds of credentials',
      { credentials: { bearerToken: 'x', basic: { user: 'u', password: 'p' } } },
      'credentials',
    ],
    ['a key on two lines', { credentials: { bearerToken: 'x\r\nHost: evil' } }, 'credentials'],
    ['a marketplace without an account', { kind: 'MARKETPLACE' }, 'credentials'],
    [
      'a token endpoint in a private network',
      {
        kind: 'MARKETPLACE',
        credentials: { oauth: { tokenUrl: 'https://192.168.1.1/', clientId: 'c', refreshToken: 'r' } },
      },
      'credentials',
    ],
  ])('with %s is refused, and nothing is stored', async (_name, more, field) => {
    expect(await send('createTeamSource', sourceInput(url, more))).toMatchObject({
      __typename: 'InvalidInput',
      path: expect.arrayContaining([field]),
    });
    expect(await hub.database.sql('select 1 from tenders.team_source')).toEqual([]);
    expect(await hub.runJobs()).toEqual([]);
  });

  test('takes the permission to manage sources', async () => {
    for (const role of ['member', 'viewer'] as const)
      await expect(send('createTeamSource', sourceInput(url), await acme.user({ role }))).rejects.toThrow('FORBIDDEN');
  });

  test('is limited by the plan, also for two who add at once', async () => {
    const free = await (await hub.team({ plan: 'FREE' })).user({ role: 'owner' });
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((name) => send('createTeamSource', sourceInput(url, { name }), free)),
    );
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'CreateTeamSourceSuccess',
      'LimitReached',
      'LimitReached',
    ]);
  });

  test('refuses a name that the team has, which another team may have', async () => {
    await send('createTeamSource', sourceInput(url));
    expect((await send('createTeamSource', sourceInput(url))).__typename).toBe('InvalidInput');
    expect(
      (await send('createTeamSource', sourceInput(url), await (await hub.team()).user({ role: 'admin' }))).__typename,
    ).toBe('CreateTeamSourceSuccess');
    const { source } = await send('createTeamSource', sourceInput(url, { name: 'Second' }));
    expect((await send('updateTeamSource', { id: source?.id, expectedVersion: 1, name: 'Our list' })).__typename).toBe(
      'InvalidInput',
    );
  });
});

describe('a poll that waits', () => {
  const delayOf = async (id: unknown) => {
    const { data } = await hub.askSubgraph(
      'tenders',
      'mutation ($input: PollTeamSourceInput!) { pollTeamSource(input: $input) { ... on PollTeamSourceSuccess { delay } } }',
      { as: admin.actor, variables: { input: { id } } },
    );
    return data?.['pollTeamSource'];
  };

  test('says that no worker runs, and nothing when one does', async () => {
    const { source } = await send('createTeamSource', sourceInput('https://example.org/list'));
    const alone = await delayOf(source?.id);

    await hub.database.sql(`insert into app.job_runner (id, process) values ('runner', 'a test')`);
    const attended = await delayOf(source?.id);
    await hub.database.sql(`delete from app.job_runner where id = 'runner'`);

    expect([alone, attended]).toEqual([{ delay: 'NO_WORKER' }, { delay: null }]);
  });
});

describe('changing and removing a source', () => {
  test('goes by the version that was read, and a source that is off is not polled', async () => {
    const { source } = await send('createTeamSource', sourceInput('https://example.org/list'));
    const off = await send('updateTeamSource', { id: source?.id, expectedVersion: 1, isEnabled: false, name: 'Off' });
    expect(off).toMatchObject({
      __typename: 'UpdateTeamSourceSuccess',
      source: { isEnabled: false, name: 'Off', version: 2 },
    });
    expect((await send('updateTeamSource', { id: source?.id, expectedVersion: 1, name: 'Late' })).__typename).toBe(
      'TeamSourceConflict',
    );
    expect((await send('pollTeamSource', { id: source?.id })).__typename).toBe('InvalidInput');

    // The poll that was queued when it was set up finds it off, and asks nobody.
    expect(await hub.runJobs()).toEqual(['tenders:poll-team-source']);
    expect(await hub.database.sql('select last_run_at from tenders.team_source')).toEqual([{ last_run_at: null }]);
  });

  test('of another team is as impossible as of one that does not exist', async () => {
    const { source } = await send('createTeamSource', sourceInput('https://example.org/list'));
    const stranger = await (await hub.team()).user({ role: 'owner' });
    for (const id of [source?.id, encodeId('TeamSource', randomUUID())]) {
      expect((await send('updateTeamSource', { id, expectedVersion: 1, name: 'Mine' }, stranger)).__typename).toBe(
        'NotFound',
      );
      expect((await send('deleteTeamSource', { id }, stranger)).__typename).toBe('NotFound');
      expect((await send('pollTeamSource', { id }, stranger)).__typename).toBe('NotFound');
    }
    expect(await listSources()).toEqual([expect.objectContaining({ name: 'Our list', version: 1 })]);
  });

  test('takes what came through it along when it is removed', async () => {
    const own = await startList();
    own.body = JSON.stringify({ data: [{ ref: 'A', name: 'Roof' }] });
    const { source } = await send('createTeamSource', sourceInput(own.url));
    await hub.runJobs();
    expect((await send('deleteTeamSource', { id: source?.id })).__typename).toBe('DeleteTeamSourceSuccess');
    expect(
      await hub.database.sql('select 1 from tenders.team_tender union all select 1 from tenders.integration_log'),
    ).toEqual([]);
    own.close();
  });
});

describe('an OCDS publisher of a team', () => {
  const release = (id: string, date: string, tender: Record<string, unknown>, tag = 'tender') => ({
    ocid: 'ocds-abcdef-1',
    id,
    date,
    tag: [tag],
    initiationType: 'tender',
    tender: { id: 't', ...tender },
  });
  const closing = (day: string) => ({ tenderPeriod: { endDate: `${day}T12:00:00Z` } });

  test('is compiled like a public one, over polls, in whatever order its releases come, and stays out of the public tenders', async () => {
    const own = await startList();
    const list = (...releases: unknown[]) =>
      (own.body = JSON.stringify({ version: '1.1', publishedDate: '2096-11-21T00:00:00Z', releases }));
    list(release('r2', '2096-11-10T00:00:00Z', closing('2096-12-20'), 'tenderAmendment'), {
      ocid: 'ocds-abcdef-2',
      id: 'x',
    });
    const { source } = await send('createTeamSource', { kind: 'OCDS', name: 'Publisher', url: own.url });
    await hub.runJobs();
    expect(await listTenders()).toEqual([
      expect.objectContaining({
        key: 'ocds-abcdef-1',
        title: 'ocds-abcdef-1',
        closingAt: '2096-12-20T12:00:00.000Z',
        version: 1,
      }),
    ]);

    list(release('r1', '2096-11-01T00:00:00Z', { title: 'A bridge', ...closing('2096-12-01') }));
    await send('pollTeamSource', { id: source?.id });
    await hub.runJobs();

    expect(await listTenders()).toEqual([
      expect.objectContaining({ title: 'A bridge', closingAt: '2096-12-20T12:00:00.000Z', version: 2, status: 'OPEN' }),
    ]);
    const [counts] = await hub.database.sql('select last_counts from tenders.team_source');
    expect(counts).toEqual({ last_counts: expect.objectContaining({ rowsChanged: 1, rowsNew: 0, rowsRefused: 0 }) });
    await send('pollTeamSource', { id: source?.id });
    await hub.runJobs();
    expect(await hub.database.sql('select version, jsonb_array_length(raw) as kept from tenders.team_tender')).toEqual([
      { version: 2, kept: 2 },
    ]);
    expect(await hub.database.sql(`select 1 from tenders.tender where ocid like 'ocds-abcdef%'`)).toEqual([]);
    own.close();
  });
});

describe('a source whose process died', () => {
  test('is polled again when its lease is over, although the job that was left behind finds it taken', async () => {
    const own = await startList();
    own.body = JSON.stringify({ data: [] });
    await send('createTeamSource', sourceInput(own.url));
    // What a process leaves that was killed in the middle: the lease, and its job for another process to take up.
    await hub.database.sql(`update tenders.team_source set next_poll_at = '2096-11-21T12:15:00Z'`);

    await hub.runJobs();

    expect(own.asked).toEqual([]);
    const [job] = await hub.database.sql(`select run_at, payload from graphile_worker._private_jobs`);
    expect(job).toEqual({
      run_at: new Date('2096-11-21T12:15:00Z'),
      payload: expect.objectContaining({ teamId: acme.id }),
    });
    own.close();
  });
});

describe('a marketplace account', () => {
  let market: Marketplace;
  beforeEach(async () => {
    market = await startMarketplace(Array.from({ length: 5 }, (_, index) => marketplaceJob(index + 1)));
  });
  afterEach(() => market.close());

  const account = () => ({
    kind: 'MARKETPLACE',
    name: 'Market',
    url: `${market.origin}/jobs`,
    requestsPerHour: 3_600,
    credentials: {
      oauth: {
        tokenUrl: `${market.origin}/oauth/token`,
        clientId: 'client',
        clientSecret: 'secret',
        refreshToken: 'refresh-0',
      },
    },
  });
  const stored = async () => {
    const [row] = await hub.database.sql<{ id: string; team_id: string; credentials: string }>(
      'select id, team_id, credentials from tenders.team_source',
    );
    return openCredentials(fieldCipher(readFieldKeys(fieldKey)), row?.credentials ?? '', {
      teamId: row?.team_id ?? '',
      id: row?.id ?? '',
    });
  };

  test('is read page by page with a fresh token, and its jobs keep skills, budget and client', async () => {
    await send('createTeamSource', account());
    await hub.runJobs();

    expect(market.requests.map(({ path, status }) => [path, status])).toEqual([
      ['/oauth/token', 200],
      ['/jobs?limit=50', 200],
      ['/jobs?limit=50&cursor=2', 200],
      ['/jobs?limit=50&cursor=4', 200],
    ]);
    const jobs = await listTenders(admin, { kinds: ['MARKETPLACE_JOB'] });
    expect(jobs.map(({ key }) => key).sort()).toEqual(['job-1', 'job-2', 'job-3', 'job-4', 'job-5']);
    expect(jobs[0]).toMatchObject({
      kind: 'MARKETPLACE_JOB',
      skills: ['TypeScript', 'GraphQL'],
      budget: { type: 'HOURLY', min: { amount: '30', currency: 'USD' }, max: { amount: '55.5', currency: 'USD' } },
      status: 'OPEN',
      buyerName: 'Acme',
    });
    expect(await hub.database.sql(`select distinct client->>'hireRate' as rate from tenders.team_tender`)).toEqual([
      { rate: '80' },
    ]);
    expect(await stored()).toMatchObject({
      accessToken: 'access-1',
      refreshToken: 'refresh-1',
      accessUntil: '2096-11-21T13:00:00.000Z',
    });
  });

  test('rotates its refresh token with every refresh, an hour later and when a token ends early', async () => {
    const { source } = await send('createTeamSource', account());
    await hub.runJobs();
    now = new Date('2096-11-21T14:00:00Z');
    await send('pollTeamSource', { id: source?.id });
    await hub.runJobs();
    expect([market.tokensIssued(), await stored()]).toEqual([
      2,
      expect.objectContaining({ refreshToken: 'refresh-2' }),
    ]);

    market.endAccess();
    await send('pollTeamSource', { id: source?.id });
    await hub.runJobs();

    expect([market.tokensIssued(), await stored()]).toEqual([
      3,
      expect.objectContaining({ refreshToken: 'refresh-3' }),
    ]);
    expect(market.isRevoked).toBe(false);
    expect(await hub.database.sql('select consecutive_errors, credentials_version from tenders.team_source')).toEqual([
      { consecutive_errors: 0, credentials_version: 4 },
    ]);
  });

  test('keeps a rotated token also when the poll fails right after it', async () => {
    market.failures = [404];
    const { source } = await send('createTeamSource', account());
    await hub.runJobs();
    expect(await stored()).toMatchObject({ refreshToken: 'refresh-1' });

    await send('pollTeamSource', { id: source?.id });
    await hub.runJobs();
    expect((await listTenders()).length).toBe(5);
    expect(market.tokensIssued()).toBe(1);
  });

  test('that lets us in no longer says so to its team, once for each poll and without a second try', async () => {
    market.isRevoked = true;
    await send('createTeamSource', account());
    await hub.runJobs();

    expect(market.requests.map(({ path }) => path)).toEqual(['/oauth/token']);
    expect(await listSources()).toEqual([
      expect.objectContaining({ status: 'FAILING', lastError: 'The account no longer lets us in. Connect it again.' }),
    ]);
  });

  test('does not overwrite credentials that somebody stores while it is being read', async () => {
    const { source } = await send('createTeamSource', account());
    await hub.runJobs();
    market.endAccess();
    market.onList = async () => {
      market.onList = () => undefined;
      const fresh = {
        oauth: {
          tokenUrl: `${market.origin}/oauth/token`,
          clientId: 'client',
          clientSecret: 'secret',
          refreshToken: 'by-hand',
        },
      };
      await send('updateTeamSource', { id: source?.id, expectedVersion: 1, credentials: fresh });
    };
    await send('pollTeamSource', { id: source?.id });
    await hub.runJobs();
    expect(await stored()).toMatchObject({ refreshToken: 'by-hand' });
  });
});
