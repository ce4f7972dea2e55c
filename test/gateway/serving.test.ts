// cspell:ignore titl
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { conformanceSettings, developmentSettings, productionSettings } from '@hub/gateway/config';
import { serverAudits } from 'graphql-http';
import { introspectionText, postGraphql } from '../kit/post-graphql.js';
import { startGateway, stopGateways } from './start-gateway.js';

afterAll(stopGateways);

describe('a gateway over subgraphs in the same process', () => {
  let url: string;
  beforeAll(async () => {
    url = await startGateway();
  });

  test('joins two subgraphs in one answer', async () => {
    const { status, body } = await postGraphql(url, { query: '{ tenders(first: 2) { id title summary } }' });

    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        tenders: [
          { id: 't1', title: 'Road works', summary: 'A summary of t1' },
          { id: 't2', title: 'School desks', summary: 'A summary of t2' },
        ],
      },
    });
  });

  test('gives back a well-formed request id and replaces any other', async () => {
    const kept = await postGraphql(url, { query: '{ node { title } }' }, { 'x-request-id': 'client-12345678' });
    const replaced = await postGraphql(url, { query: '{ node { title } }' }, { 'x-request-id': 'x y' });

    expect(kept.headers.get('x-request-id')).toBe('client-12345678');
    expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/u);
  });

  test('keeps a registered code, hides internals and marks each error with the request id', async () => {
    const { body, text } = await postGraphql(
      url,
      { query: '{ secret broken tenders { id } }' },
      { 'x-request-id': 'client-12345678' },
    );

    expect(body).toEqual({
      errors: [
        { message: 'You may not.', path: ['secret'], extensions: { code: 'FORBIDDEN', requestId: 'client-12345678' } },
        {
          message: 'Something went wrong on our side.',
          path: ['broken'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'client-12345678' },
        },
      ],
      data: { secret: null, broken: null, tenders: [{ id: 't1' }, { id: 't2' }, { id: 't3' }] },
    });
    expect(text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1|select|identity\.account/u);
  });

  test('answers a syntax error and an unknown field with 400 and Apollo codes', async () => {
    const syntax = await postGraphql(url, { query: '{ tenders {' });
    const field = await postGraphql(url, { query: '{ nothing }' });

    expect([syntax.status, syntax.code]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
    expect([field.status, field.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  test('answers a variable of the wrong type with BAD_USER_INPUT', async () => {
    const { status, code } = await postGraphql(url, {
      query: 'query Q($n: Int) { tenders(first: $n) { id } }',
      variables: { n: 'two' },
    });

    expect([status, code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  test('refuses a batch, another content-type and a mutation over GET', async () => {
    const batch = await postGraphql(url, [{ query: '{ node { title } }' }, { query: '{ node { title } }' }]);
    const form = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'query={x}',
    });
    const mutation = await fetch(`${url}/graphql?query=${encodeURIComponent('mutation { signIn(password: "x") }')}`, {
      headers: { 'apollo-require-preflight': '1' },
    });

    expect(batch.status).toBe(400);
    expect(form.status).toBe(415);
    expect(mutation.status).toBe(405);
  });

  test('refuses a GET that a browser could send without asking first', async () => {
    const response = await fetch(`${url}/graphql?query=%7B__typename%7D`);

    expect(response.status).toBe(400);
  });

  test('runs an automatic persisted query after it was registered', async () => {
    const query = '{ tender(id: "t3") { title } }';
    const sha256Hash = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(query))).toString(
      'hex',
    );
    const extensions = { persistedQuery: { version: 1, sha256Hash } };

    const unknown = await postGraphql(url, { extensions });
    const registered = await postGraphql(url, { query, extensions });
    const byHash = await postGraphql(url, { extensions });
    const altered = await postGraphql(url, { query: `${query} `, extensions });

    expect([unknown.status, unknown.code]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(registered.body).toEqual({ data: { tender: { title: 'Clinic roof' } } });
    expect(byHash.body).toEqual({ data: { tender: { title: 'Clinic roof' } } });
    expect([altered.status, altered.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('is alive and ready', async () => {
    const live = await fetch(`${url}/health/live`);
    const ready = await fetch(`${url}/health/ready`);

    expect([live.status, ready.status]).toEqual([200, 200]);
  });

  test('puts security headers on every answer and grants no other origin anything', async () => {
    const { headers } = await postGraphql(
      url,
      { query: '{ node { title } }' },
      { origin: 'https://elsewhere.example' },
    );

    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('introspection', () => {
  test('is open in development to the query that every IDE sends', async () => {
    const url = await startGateway({ settings: developmentSettings });

    const { status, body } = await postGraphql(url, { query: introspectionText });

    expect(status).toBe(200);
    expect(body).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
  });

  test('answers isOneOf, in a fragment too and with a variable', async () => {
    const url = await startGateway({ settings: developmentSettings });

    const type = await postGraphql(url, { query: '{ __type(name: "Tender") { isOneOf fields { name } } }' });
    const named = await postGraphql(url, {
      query:
        'query Q($n: String!) { ...Root } fragment Root on Query { __typename t: __type(name: $n) { kind isOneOf } }',
      variables: { n: 'String' },
    });

    expect([type.status, named.status]).toEqual([200, 200]);
    expect(type.body).toMatchObject({ data: { __type: { isOneOf: null } } });
    expect(named.body).toEqual({ data: { __typename: 'Query', t: { kind: 'SCALAR', isOneOf: null } } });
  });

  test('beside data answers all but isOneOf, which is refused', async () => {
    const url = await startGateway({ settings: developmentSettings });

    const both = await postGraphql(url, { query: '{ __type(name: "Tender") { kind } node { title } }' });
    const mixed = await postGraphql(url, { query: '{ __type(name: "Tender") { isOneOf } node { title } }' });

    expect(both.body).toMatchObject({ data: { __type: { kind: 'OBJECT' }, node: { title: 'loop' } } });
    expect([mixed.status, mixed.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(mixed.body).toMatchObject({
      errors: [{ message: 'Send `isOneOf` in an operation that reads the schema alone.' }],
    });
  });

  test('is refused to strangers in production, and suggestions are left out', async () => {
    const url = await startGateway({ settings: productionSettings });

    const schema = await postGraphql(url, { query: introspectionText });
    const typo = await postGraphql(url, { query: '{ tender(id: "t1") { titl } }' });

    expect([schema.status, schema.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(typo.text).not.toContain('Did you mean');
  });
});

describe('GraphQL over HTTP', () => {
  test('passes every audit without an error, with the settings of a conformance run and of development', async () => {
    for (const settings of [conformanceSettings, developmentSettings]) {
      const url = await startGateway({ settings });

      const audits = serverAudits({ url: `${url}/graphql`, fetchFn: fetch });
      const results = await Promise.all(audits.map((audit) => audit.fn()));

      const count = (status: string) => results.filter((result) => result.status === status).length;
      expect(results.filter(({ status }) => status === 'error').map(({ id }) => id)).toEqual([]);
      expect(count('ok')).toBeGreaterThanOrEqual(55);
      expect(count('warn')).toBeLessThanOrEqual(3);
    }
  });
});
