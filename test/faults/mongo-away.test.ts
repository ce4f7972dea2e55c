import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ownMongodb } from '../kit/hub.js';
import type { Toxic } from '../kit/tcp-proxy.js';
import { until } from '../kit/until.js';
import { openWorld } from '../kit/world.js';
import { sendCorpus, sendQuestion, fiveSubgraphs, settle } from './corpus.js';
import { behindProxy } from './proxied.js';

const mongodb = await behindProxy(ownMongodb(), '?directConnection=true');
const world = await openWorld({ stores: { mongodb: mongodb.url } });
const { documents } = world.hub.hub.shared;
const five = { query: fiveSubgraphs, variables: { id: world.shared } };
let healthy: Record<string, unknown>;
let bodies: Record<string, string>;

beforeAll(async () => {
  await settle(world);
  healthy = (await sendQuestion(world, five)).data ?? {};
  bodies = await sendCorpus(world);
});
afterAll(async () => {
  await world.close();
  await mongodb.proxy.close();
});

test('the five subgraphs answer with insights while the store is there', () => {
  expect(healthy).toMatchObject({
    me: { team: { name: 'Acme Civils' } },
    tender: {
      title: 'Supply of pipes',
      entry: { notes: 'note of Acme Civils' },
      summary: { state: 'READY' },
      readiness: { recommendation: expect.any(String) },
    },
    tendersByProvince: { usedRowCount: 4 },
  });
});

const absences: readonly (readonly [string, Toxic])[] = [
  ['down', { kind: 'down' }],
  ['a black hole', { kind: 'timeout' }],
];

describe.each(absences)('with the document store %s', (_name, toxic) => {
  test('only the insights are null and coded, and they return by themselves', async () => {
    mongodb.proxy.poison(toxic);
    const first = await sendQuestion(world, five);
    await until(() => documents.state === 'open');
    const later = await sendQuestion(world, five);

    for (const { data, errors, status } of [first, later]) {
      expect(status).toBe(200);
      expect(data).toEqual({
        ...healthy,
        tender: { ...(healthy['tender'] as object), summary: null, readiness: null },
      });
      expect(errors.map(({ path, extensions }) => [path?.join('.'), extensions['code']]).sort()).toEqual([
        ['tender.readiness', 'DOCUMENT_STORE_UNAVAILABLE'],
        ['tender.summary', 'DOCUMENT_STORE_UNAVAILABLE'],
      ]);
    }
    const others = Object.entries(await sendCorpus(world)).filter(
      ([name]) => name !== 'insights' && name !== 'all five subgraphs',
    );
    expect(others).toEqual(
      Object.entries(bodies).filter(([name]) => name !== 'insights' && name !== 'all five subgraphs'),
    );

    mongodb.proxy.poison(null);
    await until(async () => (await sendQuestion(world, five)).errors.length === 0);
    expect(await sendCorpus(world)).toEqual(bodies);
  });
});
