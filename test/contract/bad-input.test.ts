import { afterAll, describe, expect, test } from '@jest/globals';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';
import { openWorld, unknownId } from '../kit/world.js';

const world = await openWorld();
const { hub, own } = world;
afterAll(() => world.close());

interface Sent {
  readonly query?: string;
  readonly variables?: unknown;
  readonly payload?: string;
  readonly headers?: Record<string, string>;
}

/** Sends it as the team's member; answers the status, the codes, the first message and what it changed in the database. */
async function send({ query, variables, payload = JSON.stringify({ query, variables }), headers = {} }: Sent) {
  const before = await snapshotOf(hub.database);
  const response = await hub.gateway.fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${own.people.member.accessToken}`,
      ...headers,
    },
    payload,
  });
  const body: { data?: unknown; errors?: { message: string; extensions: { code: string } }[] } = response.json();
  return {
    status: response.statusCode,
    codes: body.errors?.map(({ extensions }) => extensions.code) ?? [],
    message: body.errors?.[0]?.message ?? '',
    requestId: response.headers['x-request-id'],
    data: body.data ?? null,
    changes: changesBetween(before, await snapshotOf(hub.database)),
  };
}

const track =
  'mutation ($input: TrackTenderInput!) { trackTender(input: $input) { __typename ... on UserError { message path } } }';
const update =
  'mutation ($input: UpdateEntryInput!) { updateEntry(input: $input) { __typename ... on UserError { message path } } }';

type Case = readonly [what: string, sent: Sent, status: number, code: string, says: RegExp];

const refused: readonly Case[] = [
  [
    'first: -1',
    { query: '{ entries(first: -1) { edges { cursor } } }' },
    200,
    'BAD_USER_INPUT',
    /first must be between 0 and 100/u,
  ],
  [
    'first: 101',
    { query: '{ entries(first: 101) { edges { cursor } } }' },
    200,
    'BAD_USER_INPUT',
    /first must be between 0 and 100/u,
  ],
  [
    'first: -1 of members',
    { query: '{ team { members(first: -1) { edges { cursor } } } }' },
    200,
    'BAD_USER_INPUT',
    /first must be/u,
  ],
  ['first: -1 of tenders', { query: '{ tenders(first: -1) { edges { cursor } } }' }, 200, 'BAD_USER_INPUT', /first/u],
  [
    'first: -1 of buyers',
    { query: '{ spendByBuyer(first: -1) { usedRowCount } }' },
    200,
    'BAD_USER_INPUT',
    /first must be/u,
  ],
  ['an empty search', { query: '{ tenders(search: "") { totalCount } }' }, 200, 'BAD_USER_INPUT', /search/u],
  ['a search of spaces', { query: '{ tenders(search: "   ") { totalCount } }' }, 200, 'BAD_USER_INPUT', /search/u],
  [
    'a date without a day',
    { query: '{ tendersByProvince(filter: { published: { from: "2026-02-31T00:00:00Z" } }) { usedRowCount } }' },
    400,
    'GRAPHQL_VALIDATION_FAILED',
    /DateTime takes an instant/u,
  ],
  [
    'a date without an offset',
    {
      query: 'query ($from: DateTime) { tendersByProvince(filter: { published: { from: $from } }) { usedRowCount } }',
      variables: { from: '2026-03-31T11:00:00' },
    },
    400,
    'BAD_USER_INPUT',
    /DateTime takes an instant/u,
  ],
  [
    'a date that is a word',
    {
      query: 'query ($from: DateTime) { tendersByProvince(filter: { published: { from: $from } }) { usedRowCount } }',
      variables: { from: 'tomorrow' },
    },
    400,
    'BAD_USER_INPUT',
    /DateTime takes an instant/u,
  ],
  ['an id that is none', { query: '{ tender(id: "42") { title } }' }, 200, 'BAD_USER_INPUT', /not the id of a Tender/u],
  [
    'an id of another type',
    { query: `{ entry(id: "${own.ids['Member']}") { notes } }` },
    200,
    'BAD_USER_INPUT',
    /not the id of a Entry/u,
  ],
  ['two ways to say which tender', { query: '{ tender(id: "x", ocid: "y") { title } }' }, 200, 'BAD_USER_INPUT', /./u],
  [
    'no way to say which tender',
    { query: '{ tender { title } }' },
    200,
    'BAD_USER_INPUT',
    /exactly one of id and ocid/u,
  ],
  [
    'a cursor that is none',
    { query: '{ entries(after: "x") { edges { cursor } } }' },
    200,
    'BAD_USER_INPUT',
    /after is not a cursor/u,
  ],
  ['an unknown field', { query: '{ me { nope } }' }, 400, 'GRAPHQL_VALIDATION_FAILED', /Cannot query field "nope"/u],
  [
    'an unknown argument',
    { query: '{ entries(nope: 1) { edges { cursor } } }' },
    400,
    'GRAPHQL_VALIDATION_FAILED',
    /Unknown argument "nope"/u,
  ],
  [
    'an unknown enum value',
    { query: '{ entries(filter: { statuses: [NOPE] }) { edges { cursor } } }' },
    400,
    'GRAPHQL_VALIDATION_FAILED',
    /NOPE/u,
  ],
  ['no selection', { query: '{ me }' }, 400, 'GRAPHQL_VALIDATION_FAILED', /must have a selection/u],
  ['a document that ends early', { query: '{ me { role }' }, 400, 'GRAPHQL_PARSE_FAILED', /Syntax Error/u],
  ['an empty document', { query: '' }, 400, 'BAD_REQUEST', /./u],
  [
    'a variable of another type',
    { query: 'query ($first: Int) { entries(first: $first) { edges { cursor } } }', variables: { first: 'ten' } },
    400,
    'BAD_USER_INPUT',
    /"\$first" got invalid value/u,
  ],
  [
    'a variable that is missing',
    { query: 'query ($id: ID!) { entry(id: $id) { notes } }', variables: {} },
    400,
    'BAD_USER_INPUT',
    /"\$id" of required type/u,
  ],
  ['variables that are a list', { query: '{ __typename }', variables: [] }, 400, 'BAD_REQUEST', /./u],
  ['variables that are text', { query: '{ __typename }', variables: '{}' }, 400, 'BAD_REQUEST', /./u],
  ['JSON that ends early', { payload: '{"query": "{ me' }, 400, 'BAD_REQUEST', /not valid JSON/u],
  ['no JSON at all', { payload: 'query { me { role } }' }, 400, 'BAD_REQUEST', /not valid JSON/u],
  [
    'another content type',
    { payload: '{}', headers: { 'content-type': 'text/html' } },
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    /content-type must be application\/json/u,
  ],
  [
    '4 MiB',
    { query: '{ __typename }', variables: { padding: 'x'.repeat(4 * 1024 * 1024) } },
    413,
    'PAYLOAD_TOO_LARGE',
    /larger than 262144 bytes/u,
  ],
  [
    'an operation that is not in the document',
    { payload: JSON.stringify({ query: 'query A { __typename }', operationName: 'B' }) },
    400,
    'OPERATION_RESOLUTION_FAILURE',
    /no operation of the name/u,
  ],
  [
    'two operations and no name',
    { query: 'query A { __typename } query B { __typename }' },
    400,
    'OPERATION_RESOLUTION_FAILURE',
    /several operations/u,
  ],
  [
    'a tender tracked with an id that is none',
    { query: track, variables: { input: { tenderId: 'x' } } },
    200,
    'BAD_USER_INPUT',
    /not the id of a Tender/u,
  ],
  [
    'notes that no database can hold',
    { query: track, variables: { input: { tenderId: world.untracked, notes: 'a\0b' } } },
    400,
    'BAD_USER_INPUT',
    /not text/u,
  ],
  [
    'a field of an input that is unknown',
    { query: track, variables: { input: { tenderId: world.untracked, teamId: world.other.team.id } } },
    400,
    'BAD_USER_INPUT',
    /"teamId" is not defined/u,
  ],
  [
    'a version beyond all numbers',
    { query: update, variables: { input: { id: own.ids['Entry'], expectedVersion: 4_294_967_296, notes: 'x' } } },
    400,
    'BAD_USER_INPUT',
    /Int cannot represent/u,
  ],
];

const invalid: readonly (readonly [
  what: string,
  sent: Sent,
  mutation: string,
  path: readonly string[],
  says: string,
])[] = [
  [
    'a sign-in without a team',
    {
      query:
        'mutation { signIn(input: { team: "", email: "a@b.example", password: "x" }) { __typename ... on UserError { message path } } }',
    },
    'signIn',
    ['team'],
    'Give the short name or the domain of the team.',
  ],
  [
    'a refresh token of no characters',
    {
      query:
        'mutation { refreshSession(input: { refreshToken: "" }) { __typename ... on UserError { message path } } }',
    },
    'refreshSession',
    ['refreshToken'],
    'Give the refresh token, exactly as it was returned.',
  ],
  [
    'notes that are too long',
    { query: track, variables: { input: { tenderId: world.untracked, notes: 'x'.repeat(10_001) } } },
    'trackTender',
    ['notes'],
    'notes may have at most 10000 characters.',
  ],
  [
    'an update of nothing',
    { query: update, variables: { input: { id: own.ids['Entry'], expectedVersion: 1 } } },
    'updateEntry',
    [],
    'Send at least one of status, priority, assigneeId and notes.',
  ],
  [
    'a status of null',
    { query: update, variables: { input: { id: own.ids['Entry'], expectedVersion: 1, status: null } } },
    'updateEntry',
    ['status'],
    'status cannot be null. Leave it out to keep it as it is.',
  ],
  [
    'a version that is no version',
    { query: update, variables: { input: { id: own.ids['Entry'], expectedVersion: -1, notes: 'x' } } },
    'updateEntry',
    ['expectedVersion'],
    'expectedVersion is the version of the entry, 1 or more.',
  ],
];

describe('bad input', () => {
  test.each(invalid)(
    '%s is answered with InvalidInput, and nothing is changed',
    async (_what, sent, mutation, path, says) => {
      const answer = await send(sent);

      expect([answer.status, answer.codes, answer.changes]).toEqual([200, [], []]);
      expect(answer.data).toEqual({ [mutation]: { __typename: 'InvalidInput', message: says, path } });
    },
  );

  test.each(refused)(
    '%s is refused with a code and a reason, and nothing is changed',
    async (_what, sent, status, code, says) => {
      const answer = await send(sent);
      expect([answer.status, answer.codes, answer.changes]).toEqual([status, [code], []]);
      expect(answer.message).toMatch(says);
      expect(answer.requestId).toMatch(/^[\w-]{8,64}$/u);
    },
  );

  const unknowns: readonly (readonly [string, Sent, unknown])[] = [
    [
      'a tender',
      { query: 'query ($id: ID!) { tender(id: $id) { title } }', variables: { id: unknownId('Tender') } },
      { tender: null },
    ],
    ['an ocid', { query: '{ tender(ocid: "ocds-none-1") { title } }' }, { tender: null }],
    [
      'an entry',
      { query: 'query ($id: ID!) { entry(id: $id) { notes } }', variables: { id: unknownId('Entry') } },
      { entry: null },
    ],
    [
      'an entry to update',
      { query: update, variables: { input: { id: unknownId('Entry'), expectedVersion: 1, notes: 'x' } } },
      { updateEntry: { __typename: 'NotFound', message: 'Your team has no entry with this id.', path: ['id'] } },
    ],
    [
      'a tender to track',
      { query: track, variables: { input: { tenderId: unknownId('Tender') } } },
      { trackTender: { __typename: 'NotFound', message: 'There is no tender with this id.', path: ['tenderId'] } },
    ],
  ];

  test.each(unknowns)(
    'the unknown id of %s is answered as nothing, not as an error, and nothing is changed',
    async (_what, sent, data) => {
      const answer = await send(sent);
      expect([answer.status, answer.codes, answer.changes]).toEqual([200, [], []]);
      expect(answer.data).toEqual(data);
    },
  );

  test('in one field leaves the others', async () => {
    const answer = await send({
      query: '{ me { role } entries(first: -1) { edges { cursor } } tender(id: "42") { title } team { slug } }',
    });
    expect([answer.status, answer.codes.sort(), answer.data]).toEqual([
      200,
      ['BAD_USER_INPUT', 'BAD_USER_INPUT'],
      { me: { role: 'MEMBER' }, entries: null, tender: null, team: { slug: own.team.slug } },
    ]);
  });
});

describe('wrong input names its place among the arguments', () => {
  const wrongId = 'VGVuZGVyOg';

  test.each<[string, Record<string, unknown>, string[][]]>([
    ['query ($x: ID) { tender(id: $x) { id } }', { x: wrongId }, [['id']]],
    ['{ tender { id } }', {}, [['id'], ['ocid']]],
    ['query ($x: [ID!]!) { nodes(ids: $x) { id } }', { x: ['a', wrongId] }, [['ids', '0']]],
    ['query ($f: TenderFilter) { tenders(filter: $f) { totalCount } }', { f: { ids: [wrongId] } }, [['filter', 'ids', '0']]],
    ['query ($f: EntryFilter) { entries(filter: $f) { totalCount } }', { f: { ids: [wrongId] } }, [['filter', 'ids', '0']]],
    ['mutation ($i: TrackTenderInput!) { trackTender(input: $i) { __typename } }', { i: { tenderId: wrongId } }, [['input', 'tenderId']]],
    ['query ($x: Int) { entries(first: $x) { totalCount } }', { x: 'one' }, [['x']]],
  ])('%s with %j', async (query, variables, paths) => {
    const { errors } = await hub.ask(query, { variables, as: own.people.member });

    expect(errors).toHaveLength(1);
    const { code, details } = errors[0]?.extensions ?? {};
    expect([code, details]).toEqual([
      'BAD_USER_INPUT',
      { problems: paths.map((path) => ({ path, code: 'BAD_USER_INPUT', message: errors[0]?.message })) },
    ]);
  });
}); // prettier-ignore
