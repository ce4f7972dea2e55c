import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkScores, checkSummaries } from '@hub/insights/check-stores';
import { ownMongodb, testHub, type TestHub } from '../kit/hub.js';
import { addTender } from '../kit/tender-rows.js';
import { until } from '../kit/until.js';
import { behindProxy, type ProxiedStore } from './proxied.js';

// The document store goes in the middle of a batch: when it is back, it holds what Postgres implies, each once.

const tenderCount = 120;
let mongodb: ProxiedStore;
let hub: TestHub;
let ids: string[];
beforeAll(async () => {
  mongodb = await behindProxy(ownMongodb(), '?directConnection=true');
  hub = await testHub({ stores: { mongodb: mongodb.url } });
  ids = [];
  for (let number = 0; number < tenderCount; number += 1)
    ids.push((await addTender(hub.database, { title: `Construction of bridge ${number}`, province: 'GAUTENG' })).row);
});
afterAll(async () => {
  await hub.close();
  await mongodb.proxy.close();
});

const scopeOf = (teamId: string | null) =>
  hub.hub.subgraphs.insights.stores.scopeOf({ actor: { kind: 'system', name: 'test', teamId }, requestId: 'test' });

/** Runs what waits; what failed is tried again at once. */
async function runAgain(): Promise<void> {
  mongodb.proxy.poison(null);
  await until(async () => {
    await hub.database.sql('update graphile_worker._private_jobs set run_at = now() where locked_by is null');
    await hub.runJobs();
    return (await hub.database.sql('select 1 from graphile_worker._private_jobs')).length === 0;
  });
}

test('a batch of summaries and one of scores that were cut off are whole when it is back', async () => {
  const team = await hub.team();
  await team.user({ role: 'owner' });
  await hub.database.sql('insert into workspace.entry (team_id, tender_id) select $1, unnest($2::uuid[])', [
    team.id,
    ids,
  ]);
  await hub.database.sql(
    `select app.enqueue_jobs('insights:summarise-tenders', array[jsonb_build_object('tenderIds', $1::text[])], null)`,
    [ids],
  );
  let cuts = 0;
  const isDown = Promise.withResolvers<undefined>();
  const onCut = (): void => {
    cuts += 1;
    mongodb.proxy.poison({ kind: 'down' });
    isDown.resolve(undefined);
  };
  // The server writes it, and nobody is told.
  mongodb.proxy.poison({
    kind: 'cut_at',
    text: ids[60] ?? '',
    serverGetsIt: 'at once',
    clientIsReset: 'answered',
    onCut,
  });
  await Promise.all([hub.runJobs(), isDown.promise]);
  await runAgain();
  const summaries = await checkSummaries(scopeOf(null));

  await hub.database.sql('select insights.queue_rescoring($1::uuid[])', [ids]);
  mongodb.proxy.poison({
    kind: 'cut_at',
    text: 'readiness_scores',
    serverGetsIt: 'at once',
    clientIsReset: 'answered',
    onCut,
  });
  await hub.runJobs();
  await runAgain();

  expect(cuts).toBeGreaterThanOrEqual(2);
  expect(summaries).toEqual({ expected: tenderCount, missing: 0, old: 0, unreferenced: 0 });
  expect(await checkScores(scopeOf(team.id))).toEqual({ expected: tenderCount, missing: 0, old: 0, unreferenced: 0 });
});
