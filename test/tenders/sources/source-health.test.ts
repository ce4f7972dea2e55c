import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { testHub, type TestHub } from '../../kit/hub.js';
import { portalRelease, startPortal, type Portal } from './portal.js';

let now = new Date('2026-11-21T12:00:00Z');
let hub: TestHub;
let portal: Portal;
beforeAll(async () => {
  portal = await startPortal([
    portalRelease(1, '2026-11-18'),
    portalRelease(2, '2026-11-19', { tender: { id: '2', title: 'RFQ 2', value: { amount: 500, currency: 'ZAR' } } }),
  ]);
  hub = await testHub({
    now: () => now,
    env: { SOURCE_HOSTS_ALLOWED: '127.0.0.1', SOURCE_POLLING: 'on' },
    stores: { redis: null },
  });
});
afterAll(async () => {
  await hub.close();
  await portal.close();
});
beforeEach(() => {
  now = new Date('2026-11-21T12:00:00Z');
  portal.behaviour.failures = [];
});

const health = async () => {
  const { data, errors } = await hub.askSubgraph(
    'tenders',
    `{ sourceHealth { name status isPolled isEnabled lastRunAt lastSuccessAt ageSeconds consecutiveErrorCount nextPollAt
       coverage { tenderCount withClosingDateCount withValueCount withBuyerCount withProvinceCount releaseCount quarantinedReleaseCount newestReleaseAt countedAt } } }`,
  );
  expect(errors).toBeUndefined();
  return data?.['sourceHealth'] as Record<string, unknown>[];
};
const tick = async (): Promise<string[]> => {
  await hub.database.sql(`select graphile_worker.add_job('tenders:schedule-polls', '{}'::json)`);
  return hub.runJobs();
};

describe('sourceHealth', () => {
  test('is told to everybody, and says that a source has never run', async () => {
    expect(await health()).toEqual([
      {
        name: 'za-etenders',
        status: 'NEVER_RUN',
        isPolled: true,
        isEnabled: true,
        lastRunAt: null,
        lastSuccessAt: null,
        ageSeconds: null,
        consecutiveErrorCount: 0,
        nextPollAt: null,
        coverage: null,
      },
    ]);
  });

  test('follows the schedule: due sources are polled, what came is counted, and all is said', async () => {
    await hub.database.sql(`update tenders.source set url = $1, requests_per_hour = 360000`, [portal.url]);

    expect(await tick()).toEqual(['tenders:schedule-polls', 'tenders:poll-source', 'insights:summarise-tenders']);
    expect(await tick()).toEqual(['tenders:schedule-polls']);

    now = new Date('2026-11-21T12:30:00Z');
    expect(await health()).toEqual([
      {
        name: 'za-etenders',
        status: 'HEALTHY',
        isPolled: true,
        isEnabled: true,
        lastRunAt: '2026-11-21T12:00:00.000Z',
        lastSuccessAt: '2026-11-21T12:00:00.000Z',
        ageSeconds: 1_800,
        consecutiveErrorCount: 0,
        nextPollAt: '2026-11-21T13:00:00.000Z',
        coverage: {
          tenderCount: 2,
          withClosingDateCount: 1,
          withValueCount: 1,
          withBuyerCount: 2,
          withProvinceCount: 1,
          releaseCount: 2,
          quarantinedReleaseCount: 0,
          newestReleaseAt: '2026-11-19T00:00:00.000Z',
          countedAt: '2026-11-21T12:00:00.000Z',
        },
      },
    ]);
  });

  test('says when a source has gone silent, and when it fails', async () => {
    now = new Date('2026-11-23T12:00:00Z');
    expect((await health())[0]).toMatchObject({ status: 'STALE', ageSeconds: 172_800 });

    await hub.database.sql(`update tenders.source set consecutive_errors = 3`);
    expect((await health())[0]).toMatchObject({ status: 'FAILING', consecutiveErrorCount: 3 });
  });

  test('polls nothing by itself where polling is switched off', async () => {
    const quiet = await testHub({ now: () => now, env: { SOURCE_POLLING: 'off' }, stores: { redis: null } });
    await quiet.database.sql(`select graphile_worker.add_job('tenders:schedule-polls', '{}'::json)`);
    expect(await quiet.runJobs()).toEqual(['tenders:schedule-polls']);
    await quiet.close();
  });
});
