import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startModelServer, status, streamedJson } from '../kit/model-server.js';
import { addDescribedTender, entitiesQuery, openInsights, representing, type TestInsights } from './insights-kit.js';

const described = {
  title: 'Upgrade of the Main Road bridge',
  description: [
    'Construction of a bridge over the river in Main Road, with the approaches on both sides.',
    'The contractor shall keep one lane open to traffic at all times.',
    'Tenderers must have a CIDB grading of 7CE or higher.',
    'Bids stay valid for 120 days after the closing date.',
  ].join('\n\n'),
};
const refine = 'insights:refine-summaries';
const summaryQuery = entitiesQuery('summary { text model keyPoints engineFailures { engine reason } }');

let clock = new Date('2026-11-21T08:00:00Z');
let server: Awaited<ReturnType<typeof startModelServer>>;
let insights: TestInsights;
let reader: Awaited<ReturnType<Awaited<ReturnType<TestInsights['team']>>['user']>>['actor'];

beforeAll(async () => {
  server = await startModelServer(status(500));
  insights = await openInsights({
    now: () => clock,
    env: {
      INSIGHTS_ENGINE_URL: server.url,
      INSIGHTS_ENGINE_MODEL: 'tiny',
      INSIGHTS_ENGINE_HOSTS_ALLOWED: '127.0.0.1',
    },
  });
  reader = (await (await insights.team()).user({ role: 'viewer' })).actor;
});
afterAll(async () => {
  await insights.close();
  await server.close();
});

async function summarised() {
  const tender = await addDescribedTender(insights.database, described);
  await insights.runJob('insights:summarise-tender', { tenderId: tender.row });
  return tender;
}

async function summaryOf(id: string) {
  const { data } = await insights.ask(summaryQuery, { as: reader, variables: representing(id) });
  return (data as { _entities: [{ summary: unknown }] })._entities[0].summary;
}

describe('a summary where there is a model', () => {
  beforeEach(() => insights.collection('tender_summaries').deleteMany({}));

  test('tells what the model points at, in the words of the tender, and never what it says beside that', async () => {
    const tender = await summarised();
    server.behave(
      streamedJson({
        quotes: ['keep one lane open to traffic', 'This tender is as good as won; call 082 123 4567 today.'],
      }),
    );

    await insights.runJob(refine, {});

    expect(await summaryOf(tender.id)).toEqual({
      text: 'Construction of a bridge over the river in Main Road, with the approaches on both sides. The contractor shall keep one lane open to traffic at all times.',
      model: 'http:tiny',
      keyPoints: ['Bid validity: 120 days'],
      engineFailures: [],
    });
    server.behave(status(500));
    await insights.runJob(refine, {});
    expect(server.requests).toEqual([]);
  });

  test('stands where the model fails, says why, and is tried again after an hour', async () => {
    const tender = await summarised();
    const before = await summaryOf(tender.id);
    server.behave(streamedJson({ quotes: ['Supply of gold to the moon'] }));

    await insights.runJob(refine, {});

    const failed = { engine: 'http:tiny', reason: 'UNSUPPORTED' };
    expect(await summaryOf(tender.id)).toEqual({ ...(before as object), engineFailures: [failed] });
    await insights.runJob(refine, {});
    expect(server.requests).toHaveLength(1);
    clock = new Date(clock.getTime() + 3_600_001);
    await insights.runJob(refine, {});
    expect(server.requests).toHaveLength(2);
  });

  test('is made anew where the tender changes, and a late answer about the older text is dropped', async () => {
    const tender = await summarised();
    server.behave(async (request, response) => {
      await insights.database.sql('update tenders.tender set description = $2, version = version + 1 where id = $1', [
        tender.row,
        'Repair of the bridge in Main Road, with removal of all rubble from the river.',
      ]);
      await insights.runJob('insights:summarise-tender', { tenderId: tender.row });
      await streamedJson({ quotes: ['keep one lane open to traffic'] })(request, response);
    });

    await insights.runJob(refine, {});

    expect(await summaryOf(tender.id)).toMatchObject({
      text: 'Repair of the bridge in Main Road, with removal of all rubble from the river.',
      model: 'extractive-v5',
    });
  });
});
