import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from '@jest/globals';
import { developmentSettings, productionSettings } from '@hub/gateway/config';
import { createGateway } from '@hub/gateway/server';
import { internalTokenHeader, signInternalToken, subgraphNames } from '@hub/runtime/auth';
import { errorRegistry } from '@hub/runtime/errors';
import { testHub } from '../kit/hub.js';
import { serveSubgraphs } from '../kit/subgraph-servers.js';
import { supergraphSdl } from '../kit/supergraph.js';
import { openWorld, unknownId } from '../kit/world.js';
import { leakSearch } from './leak-patterns.js';

const world = await openWorld();
const { hub, own } = world;
const leaksIn = await leakSearch(hub.database);
const doors = await serveSubgraphs(hub);
const evil = createServer((request, response) => evilAnswer(request.url ?? '', response));
await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
const evilUrl = `http://127.0.0.1:${(evil.address() as AddressInfo).port}`;

afterAll(async () => {
  await new Promise((resolve) => evil.close(resolve));
  await doors.close();
  await world.close();
});

/** Every error has a registered code, and the body says nothing of how we are made. */
function expectNothingLeaks(body: string): void {
  const { errors } = JSON.parse(body) as { errors?: { message: string; extensions: { code: string } }[] };
  expect(errors?.length).toBeGreaterThan(0);
  expect(
    errors?.map(({ extensions }) => extensions.code).filter((code) => !Object.hasOwn(errorRegistry, code)),
  ).toEqual([]);
  expect(leaksIn(body)).toEqual([]);
}

const everything = /* GraphQL */ `
  query ($tender: ID!, $entry: ID!, $from: DateTime) {
    me {
      account {
        email
      }
    }
    team {
      name
      members {
        edges {
          node {
            id
            role
          }
        }
      }
      profile {
        companyName
      }
    }
    tender(id: $tender) {
      title
      entry {
        notes
      }
      summary {
        text
      }
      readiness {
        score
      }
      awards {
        title
      }
    }
    entry(id: $entry) {
      notes
      assignee {
        account {
          email
        }
      }
    }
    entries {
      edges {
        node {
          notes
          status
        }
      }
    }
    spendByBuyer(filter: { published: { from: $from } }) {
      usedRowCount
    }
    tendersByProvince(filter: { published: { from: $from } }) {
      usedRowCount
    }
  }
`;
let asked = 0;
/** Different each time, so that nothing is answered from a cache. */
const ids = () => ({
  tender: unknownId('Tender'),
  entry: own.ids['Entry'],
  from: new Date((asked += 1) * 1000).toISOString(),
});

test('the search finds what it is for', () => {
  const body = JSON.stringify({
    message: `relation "workspace.entry" at 127.0.0.1\n    at Object.query (/work/x/node_modules/pg/lib/client.js:1:2) select * from tender ECONNREFUSED`,
  });
  expect(leaksIn(body).map((leak) => leak.split(':')[0])).toEqual([
    'a stack frame',
    'SQL',
    'a driver error',
    'an address',
    'a path',
    'a database object',
    'a table',
  ]);
});

describe('a request that is wrong says nothing of how we are made', () => {
  const json = { 'content-type': 'application/json' };
  const requests: readonly (readonly [what: string, request: { headers?: Record<string, string>; payload: string }])[] =
    [
      ['no JSON', { payload: '{"query": ' }],
      ['a prototype in JSON', { payload: '{"__proto__": {"a": 1}, "query": "{ me { role } }"}' }],
      ['no query', { payload: '{}' }],
      ['a batch', { payload: '[{"query":"{ me { role } }"}]' }],
      ['another content type', { headers: { 'content-type': 'text/plain' }, payload: 'x' }],
      ['a syntax error', { payload: JSON.stringify({ query: '{ me { role }' }) }],
      ['an unknown field', { payload: JSON.stringify({ query: '{ tendr { id } }' }) }],
      ['an unknown operation', { payload: JSON.stringify({ query: 'query A { __typename }', operationName: 'B' }) }],
      [
        'variables of another type',
        { payload: JSON.stringify({ query: everything, variables: { tender: { $ne: null }, entry: 7 } }) },
      ],
      [
        'text that looks like ours',
        {
          payload: JSON.stringify({
            query: '{ tender(id: "select * from tenders.tender /etc/passwd ECONNREFUSED 127.0.0.1") { id } }',
          }),
        },
      ],
      [
        'a number too big',
        { payload: JSON.stringify({ query: '{ entries(first: 99999999999) { edges { cursor } } }' }) },
      ],
      [
        'a persisted query that nobody has',
        { payload: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }) },
      ],
      [
        'a token of nobody',
        { headers: { authorization: 'Bearer a.b.c' }, payload: JSON.stringify({ query: '{ team { name } }' }) },
      ],
      ['4 MiB', { payload: JSON.stringify({ query: '{ me { role } }', padding: 'x'.repeat(4 * 1024 * 1024) }) }],
      [
        'an introspection too deep',
        { payload: JSON.stringify({ query: `{ ${'a{'.repeat(50)} b ${'}'.repeat(50)} }` }) },
      ],
    ];

  test.each(requests)('%s', async (_what, { headers = {}, payload }) => {
    const { body } = await hub.gateway.fastify.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...json, ...headers },
      payload,
    });
    expectNothingLeaks(body);
  });

  test.each(subgraphNames)('straight to %s', async (name) => {
    const { url, secret } = doors.served[name];
    const bodies = ['{ nope }', '{', '{ __typename @nope }', 'query ($a: Nope) { __typename }'].map((query) =>
      JSON.stringify({ query }),
    );
    for (const body of [...bodies, '{"query":', '[]']) {
      const token = await signInternalToken({ actor: own.people.owner.actor, audience: name, body, secret });
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { ...json, [internalTokenHeader]: token },
        body,
      });
      expectNothingLeaks(await response.text());
    }
  });
});

describe('a store that fails says nothing of how we are made', () => {
  test('none can be reached', async () => {
    const dead = await testHub({
      stores: {
        redis: 'redis://127.0.0.1:9',
        mongodb: 'mongodb://127.0.0.1:9/none',
        postgres: (url) => url.replace(/:\d+\//u, ':9/'),
      },
    });
    const { text } = await dead.ask(everything, { variables: ids(), actor: own.people.owner.actor });
    expectNothingLeaks(text);
    expect(text).not.toContain('INTERNAL_SERVER_ERROR');
    await dead.close();
  });

  const damages: readonly (readonly [what: string, sql: string, repair: string])[] = [
    ['a table is gone', 'alter table tenders.tender rename to gone', 'alter table tenders.gone rename to tender'],
    [
      'a column is gone',
      'alter table identity.membership rename column role to gone',
      'alter table identity.membership rename column gone to role',
    ],
    [
      'a grant is gone',
      'revoke select on workspace.entry from svc_workspace',
      'grant select on workspace.entry to svc_workspace',
    ],
    [
      'a view of figures is gone',
      'alter table tenders.tender_search rename to gone',
      'alter table tenders.gone rename to tender_search',
    ],
    [
      'a row holds what the code does not know',
      `alter table workspace.entry drop constraint entry_status_check; update workspace.entry set status = 'LOST'`,
      `update workspace.entry set status = 'PENDING'`,
    ],
  ];

  test.each(damages)('%s', async (_what, sql, repair) => {
    await hub.database.sql(sql);
    try {
      const { text } = await hub.ask(everything, {
        variables: ids(),
        as: own.people.owner,
        headers: { 'cache-control': 'no-cache' },
      });
      expectNothingLeaks(text);
    } finally {
      await hub.database.sql(repair);
    }
  });

  test('a trigger speaks of its insides', async () => {
    await hub.database.sql(`
      create function workspace.refuse() returns trigger language plpgsql as
        $$ begin raise exception 'duplicate key value violates constraint "x" in /var/lib/data, password=hunter2'; end $$`);
    await hub.database.sql(
      'create trigger refuse before update on workspace.entry for each row execute function workspace.refuse()',
    );
    const { text } = await hub.ask(
      'mutation ($id: ID!) { updateEntry(input: { id: $id, expectedVersion: 1, notes: "x" }) { __typename } }',
      {
        variables: { id: own.ids['Entry'] },
        as: own.people.member,
      },
    );
    await hub.database.sql('drop trigger refuse on workspace.entry');
    expectNothingLeaks(text);
    expect(text).toContain('INTERNAL_SERVER_ERROR');
  });
});

const stack =
  'Error: select * from tenders.tender failed\n    at Client.query (/work/app/node_modules/pg/lib/client.js:1:2)\n    connect ECONNREFUSED 127.0.0.1:5432 hunter2';

function evilAnswer(
  path: string,
  response: {
    writeHead(status: number, headers?: Record<string, string>): unknown;
    end(text: string): unknown;
    destroy(): unknown;
  },
): void {
  const json = { 'content-type': 'application/json' };
  if (path.startsWith('/html'))
    return void (response.writeHead(500, { 'content-type': 'text/html' }), response.end(`<pre>${stack}</pre>`));
  if (path.startsWith('/cut')) return void response.destroy();
  if (path.startsWith('/plain')) return void (response.writeHead(200, json), response.end(stack));
  const extensions = {
    code: 'PrismaClientKnownRequestError',
    stacktrace: stack.split('\n'),
    exception: { sql: stack },
  };
  return void (
    response.writeHead(200, json),
    response.end(JSON.stringify({ data: null, errors: [{ message: stack, extensions }], extensions: { debug: stack } }))
  );
}

describe.each([
  ['development', developmentSettings],
  ['production', productionSettings],
] as const)('a gateway of %s whose subgraphs say too much', (_name, settings) => {
  test.each(['html', 'cut', 'plain', 'errors', 'nobody'])('%s', async (place) => {
    const url = place === 'nobody' ? 'http://127.0.0.1:9/graphql' : `${evilUrl}/${place}`;
    const gateway = await createGateway({
      supergraphSdl: supergraphSdl(),
      subgraphUrls: Object.fromEntries(subgraphNames.map((name) => [name, url])),
      authenticate: async () => own.people.owner.actor,
      settings: { ...settings, host: '127.0.0.1', port: 0 },
    });
    try {
      const { body } = await gateway.fastify.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify({ query: everything, variables: ids() }),
      });
      expectNothingLeaks(body);
    } finally {
      await gateway.stop();
    }
  });
});
