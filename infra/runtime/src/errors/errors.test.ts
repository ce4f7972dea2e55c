// cspell:ignore nmae tnders
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { GraphQLError, buildSchema, graphqlSync, validate, parse } from 'graphql';
import { renderErrorPage } from './documentation.js';
import {
  HubError,
  describesInternals,
  errorRegistry,
  httpStatusOf,
  isErrorCode,
  isHubError,
  maskError,
  toGraphQLError,
} from './errors.js';

const generic = errorRegistry.INTERNAL_SERVER_ERROR.meaning;

describe('the registry', () => {
  test('names every code in capitals and gives it a status, a meaning and a remedy as sentences', () => {
    for (const [code, definition] of Object.entries(errorRegistry)) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/u);
      expect([200, 400, 401, 403, 404, 405, 408, 409, 413, 415, 416, 426, 429, 431, 500, 503, 504]).toContain(
        definition.httpStatus,
      );
      expect(definition.meaning).toMatch(/^[A-Z].*\.$/u);
      expect(definition.remedy).toMatch(/^[A-Z].*\.$/u);
    }
  });

  test('has no sentence that the masking itself would withhold', () => {
    const withheld = Object.values(errorRegistry).filter(({ meaning }) => describesInternals(meaning));
    expect(withheld).toEqual([]);
  });

  test('gives every code a meaning of its own', () => {
    const meanings = Object.values(errorRegistry).map(({ meaning }) => meaning);
    expect(new Set(meanings).size).toBe(meanings.length);
  });

  test('knows its own keys only', () => {
    expect(isErrorCode('NOT_FOUND')).toBe(true);
    expect(isErrorCode('constructor')).toBe(false);
    expect(isErrorCode('__proto__')).toBe(false);
    expect(isErrorCode(undefined)).toBe(false);
  });

  test('answers 500 for a code it does not know', () => {
    expect(httpStatusOf('RATE_LIMITED')).toBe(429);
    expect(httpStatusOf('toString')).toBe(500);
  });

  test('is what the documentation page shows', () => {
    const page = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    expect(page).toBe(renderErrorPage());
  });
});

describe('a hub error', () => {
  test('carries its code, details, waiting time and cause', () => {
    const cause = new Error('driver');
    const error = new HubError('RATE_LIMITED', 'Slow down.', { details: { limit: 5 }, retryAfterSeconds: 7, cause });
    expect(error).toMatchObject({
      code: 'RATE_LIMITED',
      message: 'Slow down.',
      details: { limit: 5 },
      retryAfterSeconds: 7,
      cause,
    });
    expect(isHubError(error, 'RATE_LIMITED')).toBe(true);
    expect(isHubError(error, 'NOT_FOUND')).toBe(false);
  });

  test('says the sentence of the registry when it is given none', () => {
    expect(new HubError('NOT_FOUND').message).toBe(errorRegistry.NOT_FOUND.meaning);
  });
});

describe('masking', () => {
  const internals = [
    'connect ECONNREFUSED 127.0.0.1:5432',
    'getaddrinfo ENOTFOUND stores.internal',
    'read ECONNRESET',
    'connect timeout to http://subgraph-identity:4001/graphql',
    'request to redis.internal.example:6379 failed',
    'connect ECONNREFUSED ::1:6379',
    'relation "team_member" does not exist',
    'duplicate key value violates unique constraint "team_pkey"',
    'new row violates row-level security policy for table "entry"',
    'permission denied for workspace.entry',
    'select id, name from team where id = $1',
    'INSERT INTO entry (id) VALUES ($1)',
    'syntax error at or near "form"',
    'E11000 duplicate key error collection: hub.summaries',
    "ENOENT: no such file or directory, open '/srv/hub/secret.pem'",
    'failed at /usr/lib/hub/server.js',
    'Cannot find module in node_modules',
    'TypeError: x is not a function\n    at run (/srv/hub/a.js:1:2)',
    'Invalid `prisma.team.findFirst()` invocation',
    'MongoServerSelectionError: no primary',
    'role "svc_tenders" cannot log in',
    'C:\\hub\\server.ts',
    'password=hunter2 rejected',
    'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln is invalid',
    'x'.repeat(2001),
  ];

  test.each(internals)('withholds internals even under a client error code: %s', (message) => {
    const error = new HubError('CONFLICT', message, { details: { hint: message } });
    const masked = maskError({ message }, new GraphQLError(message, { originalError: error }), { requestId: 'r-1' });
    expect(masked).toEqual({
      message: errorRegistry.CONFLICT.meaning,
      extensions: { code: 'CONFLICT', requestId: 'r-1', details: {} },
    });
  });

  test.each(internals)('withholds internals of an unregistered error: %s', (message) => {
    const masked = maskError({ message, extensions: { code: 'P2002', stacktrace: [message] } }, new Error(message));
    expect(masked).toEqual({ message: generic, extensions: { code: 'INTERNAL_SERVER_ERROR' } });
  });

  test.each([
    'Cannot query field "nmae" on type "Tender".',
    'Variable "$first" got invalid value "ten"; Int cannot represent non-integer value: "ten"',
    'Unknown argument "x" on field "Query.tenders".',
    'There is no tender with the id ocds-abc123-2026/7.',
    'Closing time 2026-11-21T11:00:00+02:00 has passed.',
    'Syntax Error: Expected Name, found "}".',
    'The value must be one of: open, closed, and/or planned (R 1 000.50).',
  ])('lets an honest message pass: %s', (message) => {
    expect(maskError({ message, extensions: { code: 'BAD_USER_INPUT' } }, new GraphQLError(message)).message).toBe(
      message,
    );
  });

  test.each<[string, string]>([
    ['a message of 300 characters stays', `${'word '.repeat(59)}words`],
    ['a longer one is cut', 'word '.repeat(200)],
  ])('%s', (_what, message) => {
    const masked = maskError({ message, extensions: { code: 'BAD_USER_INPUT' } }, new GraphQLError(message));

    expect(masked.message).toBe(message.length <= 300 ? message : `${message.slice(0, 299)}…`);
  });

  test('withholds a message of a million blanks without searching all of it', () => {
    const message = `${' '.repeat(1_000_000)}x`;

    const masked = maskError({ message, extensions: { code: 'BAD_USER_INPUT' } }, new GraphQLError(message));

    expect(masked.message).toBe(errorRegistry.BAD_USER_INPUT.meaning);
  });

  test('hides the reason of a server fault although its code is registered, and reports it', () => {
    const masked: unknown[] = [];
    const error = new HubError('DATABASE_UNAVAILABLE', 'The primary is gone.', {
      details: { host: 'a' },
      retryAfterSeconds: 1.2,
    });
    const answer = maskError(
      { message: error.message, path: ['team'] },
      new GraphQLError('x', { originalError: error }),
      {
        requestId: 'r-2',
        onMasked: (original, code) => masked.push([original, code]),
      },
    );
    expect(answer).toEqual({
      message: errorRegistry.DATABASE_UNAVAILABLE.meaning,
      path: ['team'],
      extensions: { code: 'DATABASE_UNAVAILABLE', requestId: 'r-2', retryAfterSeconds: 2 },
    });
    expect(masked).toEqual([[error, 'DATABASE_UNAVAILABLE']]);
  });

  test('drops every extension that is not its own', () => {
    const extensions = {
      code: 'NOT_FOUND',
      serviceName: 'identity',
      stacktrace: ['at x'],
      query: 'q',
      details: { id: 'a1' },
    };
    expect(maskError({ message: 'No.', extensions }, new GraphQLError('No.', { extensions })).extensions).toEqual({
      code: 'NOT_FOUND',
      details: { id: 'a1' },
    });
  });

  test('keeps plain details only', () => {
    const details = {
      field: 'first',
      min: 1,
      nested: { ok: true, at: new Date(0) },
      run: () => 1,
      list: ['a', '/srv/hub/x'],
    };
    const masked = maskError({ message: 'No.' }, new HubError('BAD_USER_INPUT', 'No.', { details }));
    expect(masked.extensions?.['details']).toEqual({ field: 'first', min: 1, nested: { ok: true }, list: ['a'] });
  });

  test('does not believe a code on an error that is not a GraphQL error', () => {
    const error = Object.assign(new Error('No.'), { code: 'FORBIDDEN' });
    expect(maskError({ message: 'No.', extensions: { code: 'ECONNREFUSED' } }, error).extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
    });
  });

  test('reads a failed fetch of the gateway as an unavailable subgraph', () => {
    const masked = maskError(
      { message: 'down', extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } },
      new GraphQLError('down'),
    );
    expect(masked.extensions?.['code']).toBe('SUBGRAPH_UNAVAILABLE');
  });

  test('refuses a request id that is no id', () => {
    expect(maskError({ message: 'No.', extensions: { requestId: '<script>' } }, new Error('No.')).extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
    });
  });

  test('hides suggestions unless told to show them', () => {
    const schema = buildSchema('type Query { tenders: Int }');
    const [error] = validate(schema, parse('{ tnders }'));
    const formatted = { message: error?.message ?? '', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } };
    expect(formatted.message).toContain('Did you mean "tenders"');
    expect(maskError(formatted, error).message).toBe('Cannot query field "tnders" on type "Query".');
    expect(maskError(formatted, error, { hideSuggestions: false }).message).toBe(formatted.message);
  });

  test('keeps the words that Apollo clients look for', () => {
    const extensions = { code: 'PERSISTED_QUERY_NOT_FOUND' };
    expect(maskError({ message: 'PersistedQueryNotFound', extensions }, undefined).message).toBe(
      'PersistedQueryNotFound',
    );
  });
});

describe('an error made for an answer outside Apollo', () => {
  test('is safe to send and still knows its original', () => {
    const original = new Error('connect ECONNREFUSED 127.0.0.1:5432');
    const error = toGraphQLError(original, 'r-3');
    expect(error.toJSON()).toEqual({
      message: generic,
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-3' },
    });
    expect(error.originalError).toBe(original);
  });

  test('keeps path and location of a resolver error', () => {
    const schema = buildSchema('type Query { team: Int }');
    const thrower = {
      team: () => {
        throw new HubError('NOT_FOUND', 'There is no such team.');
      },
    };
    const [error] = graphqlSync({ schema, source: '{ team }', rootValue: thrower }).errors ?? [];
    expect(toGraphQLError(error, 'r-4').toJSON()).toEqual({
      message: 'There is no such team.',
      locations: [{ line: 1, column: 3 }],
      path: ['team'],
      extensions: { code: 'NOT_FOUND', requestId: 'r-4' },
    });
  });

  test('accepts anything that can be thrown', () => {
    for (const thrown of [undefined, null, 'text', 7, { code: 'NOT_FOUND' }]) {
      expect(toGraphQLError(thrown, 'r-5').toJSON()).toEqual({
        message: generic,
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-5' },
      });
    }
  });
});
