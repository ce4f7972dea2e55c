import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { storeUrls } from '../kit/stores.js';
import { startTcpProxy, type TcpProxy } from '../kit/tcp-proxy.js';
import { until } from '../kit/until.js';
import { addDescribedTender, entitiesQuery, openInsights, representing, type TestInsights } from './insights-kit.js';

const query = entitiesQuery('summary { state } readiness { score }');
const nobodyListens = 'mongodb://127.0.0.1:9/hub_test_none';

let insights: TestInsights;
let proxy: TcpProxy;

beforeAll(async () => {
  insights = await openInsights({ mongodbUrl: nobodyListens });
  const server = new URL(storeUrls().mongodb);
  proxy = await startTcpProxy({ host: server.hostname, port: Number(server.port) });
});
afterAll(async () => {
  await proxy.close();
  await insights.close();
});

test('without the document store both insight fields are null with its code, and the rest is answered', async () => {
  const tender = await addDescribedTender(insights.database, { title: 'Supply of pipes' });
  const { actor } = await (await insights.team()).user();

  const answer = await insights.ask(query, { as: actor, variables: representing(tender.id) });

  expect(answer.data).toEqual({ _entities: [{ id: tender.id, summary: null, readiness: null }] });
  expect(answer.errors?.map(({ path, extensions }) => [path?.at(-1), extensions?.['code']]).sort()).toEqual([
    ['readiness', 'DOCUMENT_STORE_UNAVAILABLE'],
    ['summary', 'DOCUMENT_STORE_UNAVAILABLE'],
  ]);
  expect(await insights.queued()).toEqual([]);
});

test('a store that goes away and comes back is used again without a restart', async () => {
  const url = new URL(storeUrls().mongodb);
  url.port = String(proxy.port);
  url.search = '?directConnection=true';
  url.pathname = '/hub_test_gone';
  const behindProxy = await openInsights({ mongodbUrl: url.toString() });
  const tender = await addDescribedTender(behindProxy.database, { title: 'Supply of pipes' });
  const { actor } = await (await behindProxy.team()).user();
  const codes = async () => {
    const { errors = [] } = await behindProxy.ask(query, { as: actor, variables: representing(tender.id) });
    return [...new Set(errors.map(({ extensions }) => extensions?.['code']))];
  };
  expect(await codes()).toEqual([]);

  proxy.poison({ kind: 'down' });
  expect(await codes()).toEqual(['DOCUMENT_STORE_UNAVAILABLE']);

  proxy.poison(null);
  await until(async () => (await codes()).length === 0);
  await behindProxy.close();
});
