import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { anonymous } from '../../auth/auth.js';
import { HubError } from '../../errors/errors.js';
import type { RequestScope } from '../../service/service.js';
import { defineSubgraph } from '../define-subgraph.js';
import { createInProcessExecutor } from './in-process-executor.js';
import { isAnyone } from '../permissions/rules.js';

const subgraph = defineSubgraph<RequestScope>({
  name: 'workspace',
  typeDefs: parse(`
    type Query { said(input: Said!): String!  size(n: Int! = 3): Int!  broken: String }
    input Said { text: String  note: String }
  `),
  resolvers: {
    Query: {
      said: (_parent: unknown, { input }: { input: object }) => JSON.stringify(input),
      size: (_parent: unknown, { n }: { n: number }) => n,
      broken: () => {
        throw new Error('connect ECONNREFUSED 127.0.0.1:5432');
      },
    },
  },
  permissions: { Query: { said: isAnyone, size: isAnyone, broken: isAnyone } },
  jobs: [],
  context: (scope) => scope,
});

const masked: unknown[] = [];
const scope: RequestScope = Object.create(null);
const execute = createInProcessExecutor(subgraph, { scopeOf: () => scope, onMasked: (error) => masked.push(error) });
const ask = (query: string, variables: Record<string, unknown> = {}) =>
  execute({ query, variables, actor: anonymous, requestId: 'r-1', requestKey: {} });

describe('an operation inside the process', () => {
  test('tells a variable that was not sent from one that is null', async () => {
    const query = 'query ($note: String) { said(input: { text: "a", note: $note }) }';
    expect(await ask(query)).toEqual({ data: { said: '{"text":"a"}' } });
    expect(await ask(query, { note: null })).toEqual({ data: { said: '{"text":"a","note":null}' } });
  });

  test('takes the default of a variable that must not be null', async () => {
    const query = 'query ($n: Int! = 7) { size(n: $n) }';
    expect(await ask(query)).toEqual({ data: { size: 7 } });
    expect(await ask(query, { n: 1 })).toEqual({ data: { size: 1 } });
  });

  test('that does not parse, does not fit the schema or has wrong variables is answered with a code', async () => {
    const codes = async (query: string, variables?: Record<string, unknown>) =>
      (await ask(query, variables)).errors?.map(({ extensions }) => extensions?.['code']);
    expect(await codes('{ size(')).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(await codes('{ nothing }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await codes('query ($n: Int!) { size(n: $n) }', { n: 'three' })).toEqual(['BAD_USER_INPUT']);
  });

  test('hides what a resolver threw, and hands the original to the log', async () => {
    masked.length = 0;
    const { data, errors } = await ask('{ broken size }');
    expect(data).toEqual({ broken: null, size: 3 });
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'Something went wrong on our side.',
        path: ['broken'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-1' },
      }),
    ]);
    expect(masked).toEqual([new Error('connect ECONNREFUSED 127.0.0.1:5432')]);
    expect(masked[0]).not.toBeInstanceOf(HubError);
  });

  test.each([
    ['answers', 'query ($n: Int!) { size(n: $n) again: size }', { n: 4 }],
    ['fails', '{ broken size }', {}],
    ['has wrong variables', 'query ($n: Int!) { size(n: $n) }', { n: 'four' }],
    ['lacks a variable', 'query ($n: Int!) { size(n: $n) }', {}],
    ['does not fit the schema', '{ nothing }', {}],
  ])('that %s reads the same when it comes again and is compiled', async (_name, query, variables) => {
    const other = createInProcessExecutor(subgraph, { scopeOf: () => scope, onMasked: () => undefined });
    const request = { query, variables, actor: anonymous, requestId: 'r-1' };

    const answers = [];
    for (let time = 0; time < 3; time += 1) answers.push(await other({ ...request, requestKey: {} }));

    const [first, second, third] = answers.map((answer) => JSON.parse(JSON.stringify(answer)));
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });
});
