// cspell:ignore tendr
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { conformanceSettings } from '@hub/gateway/config';
import { anonymous, rolePermissions, type UserActor } from '@hub/runtime/auth';
import { postGraphql } from '../kit/post-graphql.js';
import { startGateway, stopGateways } from './start-gateway.js';

const member: UserActor = {
  kind: 'user',
  accountId: 'a1',
  teamId: 'team-1',
  membershipId: 'm1',
  sessionId: 's1',
  role: 'member',
  permissions: rolePermissions.member,
  plan: 'PRO',
};
const authenticate = async (authorization: string | undefined) => (authorization === undefined ? anonymous : member);

const query = 'query ($coat: Coat) { paint(coat: $coat) }';
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const keys = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));
const list = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index));

/** Text of a request with variables, or extensions, that are written as text. */
const withVariables = (variables: string): string => `{"query":${JSON.stringify(query)},"variables":${variables}}`;
const withExtensions = (extensions: string): string => `{"query":${JSON.stringify(query)},"extensions":${extensions}}`;

const tooLarge: ReadonlyArray<readonly [what: string, body: string, limit: string, maximum: number]> = [
  [
    '100,000 lists inside each other',
    withVariables(`{"coat":${nested(100_000)}}`),
    'depth in the JSON of a request',
    16,
  ],
  [
    'the same in a variable that nobody declared',
    withVariables(`{"other":${nested(100_000)}}`),
    'depth in the JSON of a request',
    16,
  ],
  [
    'objects inside each other',
    withVariables(`${'{"coat":'.repeat(5000)}1${'}'.repeat(5000)}`),
    'depth in the JSON of a request',
    16,
  ],
  [
    '15,000 keys',
    withVariables(JSON.stringify({ coat: keys(15_000) })),
    'keys of an object in the JSON of a request',
    100,
  ],
  ['101 variables', withVariables(JSON.stringify(keys(101))), 'keys of an object in the JSON of a request', 100],
  [
    '15,000 items',
    withVariables(JSON.stringify({ coat: { colours: list(15_000, (index) => `C${index}`) } })),
    'items of a list in the JSON of a request',
    1000,
  ],
  [
    'many short lists',
    withVariables(JSON.stringify({ coat: list(900, () => list(9, () => 1)) })),
    'values in the JSON of a request',
    5000,
  ],
  ['deep extensions', withExtensions(`{"other":${nested(100_000)}}`), 'depth in the JSON of a request', 16],
  [
    'a persisted query among 101 extensions',
    withExtensions(JSON.stringify({ ...keys(100), persistedQuery: 1 })),
    'keys of an object in the JSON of a request',
    100,
  ],
];

afterAll(stopGateways);

describe('variables that are too large', () => {
  let url: string;
  beforeAll(async () => {
    url = await startGateway();
  });

  test.each(tooLarge)('are refused before anything looks at them: %s', async (_what, body, limit, maximum) => {
    const answer = await postGraphql(url, body, { 'x-request-id': 'client-12345678' });

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      errors: [
        {
          message: `The operation is above the limit for ${limit}, which is ${maximum}.`,
          extensions: { code: 'OPERATION_TOO_COMPLEX', requestId: 'client-12345678', details: { limit, maximum } },
        },
      ],
    });
  });

  test('are refused in an address too', async () => {
    const search = new URLSearchParams({ query, variables: `{"coat":${nested(500)}}` });

    const response = await fetch(`${url}/graphql?${search.toString()}`, {
      headers: { 'apollo-require-preflight': '1' },
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_TOO_COMPLEX' } }] });
  });

  test('are accepted at exactly the limit', async () => {
    const colours = list(1000, () => 'RED');

    const { status, body } = await postGraphql(url, { query, variables: { coat: { colours } } });

    expect(status).toBe(200);
    expect(body).toEqual({ data: { paint: JSON.stringify({ colours }) } });
  });

  test('are for the schema alone to refuse where nothing is limited', async () => {
    const unlimited = await startGateway({ settings: conformanceSettings });

    const { status } = await postGraphql(unlimited, withVariables(`{"other":${nested(1000)}}`));

    expect(status).toBe(200);
  });
});

const tooLargeForTypes: ReadonlyArray<readonly [what: string, variables: object, limit: string, maximum: number]> = [
  ['more keys than a type has fields', { coat: { under: keys(15) } }, 'keys of $coat.under', 14],
  ['a member of 1,001 characters', { coat: { colours: ['R'.repeat(1001)] } }, 'characters of $coat.colours[0]', 1000],
  ['a text of 20,001 characters', { coat: { text: 'x'.repeat(20_001) } }, 'characters of $coat.text', 20_000],
  [
    '101 values of a variable that is not declared',
    { other: list(100, () => 1) },
    'values of variables that the operation does not declare',
    100,
  ],
];

describe('variables that are larger than the declared types', () => {
  let url: string;
  beforeAll(async () => {
    url = await startGateway({ authenticate });
  });

  test.each(tooLargeForTypes)('are refused before they are checked: %s', async (_what, variables, limit, maximum) => {
    const answer = await postGraphql(url, { query, variables }, { 'x-request-id': 'client-12345678' });

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      errors: [
        {
          message: `The operation is above the limit for ${limit}, which is ${maximum}.`,
          extensions: { code: 'OPERATION_TOO_COMPLEX', requestId: 'client-12345678', details: { limit, maximum } },
        },
      ],
    });
  });

  test('are refused where the operation declares none', async () => {
    const { status, body } = await postGraphql(url, {
      query: '{ __typename }',
      variables: { other: list(100, () => 1) },
    });

    expect([status, body]).toMatchObject([400, { errors: [{ extensions: { code: 'OPERATION_TOO_COMPLEX' } }] }]);
  });
});

describe('variables that do not fit', () => {
  let url: string;
  beforeAll(async () => {
    url = await startGateway({ authenticate });
  });

  const wrong = { coat: { colours: list(1000, (index) => `GREE${index}`), ...keys(9) } };

  const problemAt = (index: number, message: string) => ({
    path: ['coat', 'colours', String(index)],
    ...{ code: 'BAD_USER_INPUT', message },
  });

  test('are ten short errors, without values or suggestions for a stranger', async () => {
    const { status, body, text } = await postGraphql(
      url,
      { query, variables: wrong },
      { 'x-request-id': 'client-12345678' },
    );

    expect(status).toBe(400);
    expect(body).toEqual({
      errors: list(10, (index) => ({
        message: `Variable "$coat" got an invalid value at "coat.colours[${index}]"; its type is "Colour!".`,
        locations: [{ line: 1, column: 8 }],
        extensions: {
          ...{ code: 'BAD_USER_INPUT', requestId: 'client-12345678' },
          details: {
            problems: [
              problemAt(
                index,
                `Variable "$coat" got an invalid value at "coat.colours[${index}]"; its type is "Colour!".`,
              ),
            ],
          },
        },
      })),
    });
    expect(text).not.toContain('GREE');
  });

  test('are ten short errors with the reason for people who are signed in', async () => {
    const { status, body } = await postGraphql(
      url,
      { query, variables: wrong },
      { authorization: 'member', 'x-request-id': 'client-12345678' },
    );

    expect(status).toBe(400);
    expect(body).toEqual({
      errors: list(10, (index) => ({
        message: `Variable "$coat" got invalid value "GREE${index}" at "coat.colours[${index}]"; Value "GREE${index}" does not exist in "Colour" enum. Did you mean the enum value "GREEN" or "RED"?`,
        locations: [{ line: 1, column: 8 }],
        extensions: {
          ...{ code: 'BAD_USER_INPUT', requestId: 'client-12345678' },
          details: {
            problems: [
              problemAt(
                index,
                `Variable "$coat" got invalid value "GREE${index}" at "coat.colours[${index}]"; Value "GREE${index}" does not exist in "Colour" enum.`,
              ),
            ],
          },
        },
      })),
    });
  });

  test('are no reason to run anything', async () => {
    const answer = await postGraphql(url, { query, variables: { coat: { layers: 'two' } } });

    expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(answer.body).not.toHaveProperty('data');
  });
});

describe('a document with many mistakes', () => {
  const mistakes = `{ ${list(20, (index) => `a${index}: tendr`).join(' ')} }`;
  let url: string;
  beforeAll(async () => {
    url = await startGateway({ authenticate });
  });

  test('has ten errors at most, none with a suggestion for a stranger', async () => {
    const { status, body } = await postGraphql(url, { query: mistakes }, { 'x-request-id': 'client-12345678' });

    expect(status).toBe(400);
    expect(body).toEqual({
      errors: list(10, () => ({
        message: 'Cannot query field "tendr" on type "Query".',
        locations: [{ line: 1, column: expect.any(Number) }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED', requestId: 'client-12345678' },
      })),
    });
  });

  test('is answered with suggestions to people who are signed in', async () => {
    const { text } = await postGraphql(url, { query: '{ tendr }' }, { authorization: 'member' });

    expect(text).toContain('Did you mean');
  });
});
