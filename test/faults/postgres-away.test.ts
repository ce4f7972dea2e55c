import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';
import { storeUrls } from '../kit/stores.js';
import type { Toxic } from '../kit/tcp-proxy.js';
import { until } from '../kit/until.js';
import { openWorld, unknownId } from '../kit/world.js';
import { sendCorpus, sendQuestion, settle } from './corpus.js';
import { behindProxy } from './proxied.js';

const postgres = await behindProxy(storeUrls().postgres);
const port = new URL(postgres.url).port;
const world = await openWorld({
  stores: {
    postgres(url) {
      const own = new URL(url);
      own.host = `127.0.0.1:${port}`;
      return own.toString();
    },
  },
});
let healthy: Record<string, string>;
let round = 0;

beforeAll(async () => {
  await settle(world);
  healthy = await sendCorpus(world);
});
afterAll(async () => {
  postgres.proxy.poison(null);
  await world.close();
  await postgres.proxy.close();
});

/** One field of each subgraph, asked so that no cache has the answer. */
const questions = () => {
  round += 1;
  return [
    ['identity', { query: '{ team { members { edges { cursor } } } }' }],
    ['tenders', { query: 'query ($id: ID!) { tender(id: $id) { title } }', variables: { id: unknownId('Tender') } }],
    ['workspace', { query: '{ entries { edges { node { notes } } } }' }],
    [
      'insights',
      {
        query: 'query ($id: ID!) { entry(id: $id) { tender { readiness { score } } } }',
        variables: { id: world.own.ids['Entry'] },
      },
    ],
    [
      'analytics',
      {
        query: 'query ($from: DateTime) { tendersByProvince(filter: { published: { from: $from } }) { usedRowCount } }',
        variables: { from: new Date(round * 1000).toISOString() },
      },
    ],
  ] as const;
};

// How soon it is said is measured by `npm run bench -- stopped-postgres`.
const absences: readonly (readonly [string, Toxic])[] = [
  ['down', { kind: 'down' }],
  ['a black hole', { kind: 'timeout' }],
];

describe.each(absences)('with the database %s', (_name, toxic) => {
  test('every subgraph says so with its code, nothing is written, and all of it comes back by itself', async () => {
    const before = await snapshotOf(world.hub.database);
    postgres.proxy.poison(toxic);
    const trackTender = {
      query: 'mutation ($id: ID!) { trackTender(input: { tenderId: $id }) { __typename } }',
      variables: { id: world.untracked },
    };
    const sent = [...questions(), ['a write', trackTender] as const];
    // All at once: each waits for its own connection and for no other subgraph's.
    const answers = await Promise.all(
      sent.map(async ([name, question]) => ({ name, ...(await sendQuestion(world, question)) })),
    );
    for (const { name, errors } of answers) {
      expect([name, errors.map(({ extensions }) => extensions['code'])]).toEqual([name, ['DATABASE_UNAVAILABLE']]);
    }

    postgres.proxy.poison(null);
    const isBack = async () =>
      (await Promise.all(questions().map(([, question]) => sendQuestion(world, question)))).every(
        ({ errors }) => errors.length === 0,
      );
    await until(isBack);
    expect(await sendCorpus(world)).toEqual(healthy);
    expect(changesBetween(before, await snapshotOf(world.hub.database))).toEqual([]);
  });
});
