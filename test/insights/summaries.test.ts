import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { storeUrls } from '../kit/stores.js';
import { feedInto, notice } from '../tenders/import-kit.js';
import {
  addDescribedTender,
  entitiesQuery,
  openInsights,
  representing,
  unknownTenderId,
  type TestInsights,
} from './insights-kit.js';

const summaryQuery = entitiesQuery(
  'summary { state text isTitleOnly keyPoints keyFacts { kind isStated text codes number at isCompulsory span { field text } } model confidence language generatedAt }',
);
const job = 'insights:summarise-tender';
const described = {
  title: 'Upgrade of the Main Road bridge',
  description:
    'Construction of a bridge over the river in Main Road. Tenderers must have a CIDB grading of 7CE or higher.',
  cidb: { grade: 7, classOfWorks: 'CE', text: '7CE or higher' },
  province: 'KWAZULU_NATAL',
  valueAmount: '12500000',
  valueCurrency: 'ZAR',
  closingAt: '2026-12-01T09:00:00Z',
};
const summaryText = described.description;

let insights: TestInsights;
let reader: Awaited<ReturnType<Awaited<ReturnType<TestInsights['team']>>['user']>>['actor'];
let clock = new Date('2026-11-21T08:00:00Z');

beforeAll(async () => {
  insights = await openInsights({ now: () => clock });
  reader = (await (await insights.team()).user({ role: 'viewer' })).actor;
});
afterAll(() => insights.close());

const stored = (row: string) => insights.collection('tender_summaries').findOne({ _id: `tenders:${row}:summary` });
const waiting = async (row: string) => (await insights.queued()).filter(({ payload }) => payload['tenderId'] === row);

describe('the closing time of a summary', () => {
  const zone = `jsonb_build_object('timeZone', 'Africa/Johannesburg')`;
  afterAll(() => insights.database.sql(`update tenders.source set settings = settings || ${zone}`));

  test('is that of the buyer: by the offset that was published where the source names no zone', async () => {
    const tender = await addDescribedTender(insights.database, described);
    await insights.database.sql(`update tenders.source set settings = settings - 'timeZone'`);
    await insights.database.sql('update tenders.tender set closing_raw = $2 where id = $1', [
      tender.row,
      '2026-12-01T05:00:00-04:00',
    ]);
    await insights.ask(summaryQuery, { as: reader, variables: representing(tender.id) });
    await insights.runQueue();

    const { data } = await insights.ask(summaryQuery, { as: reader, variables: representing(tender.id) });

    expect(data).toMatchObject({
      _entities: [{ summary: { keyPoints: expect.arrayContaining(['Closes 2026-12-01 05:00 (UTC-04:00)']) } }],
    });
  });
});

describe('reading a summary', () => {
  test('the first reader is told PENDING and has it made; after the worker has run it is READY', async () => {
    const tender = await addDescribedTender(insights.database, described);

    const first = await insights.ask(summaryQuery, { as: reader, variables: representing(tender.id) });
    const pending = {
      state: 'PENDING',
      text: null,
      keyPoints: [],
      keyFacts: [],
      isTitleOnly: false,
      model: null,
      confidence: null,
      language: null,
      generatedAt: null,
    };
    expect(first).toEqual({ data: { _entities: [{ id: tender.id, summary: pending }] } });
    expect(await waiting(tender.row)).toEqual([{ task: job, payload: { tenderId: tender.row, teamId: null } }]);

    await insights.runQueue();

    const second = await insights.ask(summaryQuery, { as: reader, variables: representing(tender.id) });
    const ready = {
      state: 'READY',
      text: summaryText,
      isTitleOnly: false,
      keyPoints: [
        'Closes 2026-12-01 11:00 (Africa/Johannesburg)',
        'Place: KwaZulu-Natal',
        'Value ZAR 12 500 000',
        'CIDB 7CE or higher',
      ],
      keyFacts: expect.arrayContaining([
        {
          kind: 'CIDB',
          isStated: true,
          text: 'CIDB 7CE or higher',
          codes: ['7CE'],
          number: 7,
          at: null,
          isCompulsory: null,
          span: { field: 'DESCRIPTION', text: '7CE or higher' },
        },
        {
          kind: 'FEE',
          isStated: false,
          text: null,
          codes: [],
          number: null,
          at: null,
          isCompulsory: null,
          span: null,
        },
      ]),
      model: 'extractive-v5',
      confidence: 0.9,
      language: 'en',
      generatedAt: expect.any(String),
    };
    expect(second).toEqual({ data: { _entities: [{ id: tender.id, summary: ready }] } });
    expect(insights.masked).toEqual([]);
  });

  test('asking again within a minute queues nothing more; after it, the waiting job is replaced and not doubled', async () => {
    const tender = await addDescribedTender(insights.database, described);
    const readSummary = () => insights.ask(summaryQuery, { as: reader, variables: representing(tender.id) });
    await readSummary();
    await insights.database.sql(
      `update graphile_worker._private_jobs set attempts = 3 where payload ->> 'tenderId' = $1`,
      [tender.row],
    );

    await readSummary();
    const attempts = () =>
      insights.database.sql(`select attempts from graphile_worker._private_jobs where payload ->> 'tenderId' = $1`, [
        tender.row,
      ]);
    expect(await attempts()).toEqual([{ attempts: 3 }]);

    clock = new Date(clock.getTime() + 60_000);
    await readSummary();
    expect(await attempts()).toEqual([{ attempts: 0 }]);
  });

  test('an id that names no tender has no summary, and nothing is queued for it', async () => {
    const before = await insights.queued();
    const id = unknownTenderId();

    const answer = await insights.ask(summaryQuery, { as: reader, variables: representing(id) });

    expect(answer).toEqual({ data: { _entities: [{ id, summary: null }] } });
    expect(await insights.queued()).toEqual(before);
  });

  test('an id of another type or without form names nothing', async () => {
    const answer = await insights.ask(summaryQuery, {
      as: reader,
      variables: representing('VGVhbTox', 'x'.repeat(5_000)),
    });

    expect(answer).toEqual({ data: { _entities: [null, null] } });
  });

  test('somebody who is not signed in gets UNAUTHENTICATED, and somebody without insight:read FORBIDDEN', async () => {
    const tender = await addDescribedTender(insights.database, described);
    const stranger = (await (await insights.team()).user({ can: ['tender:read'] })).actor;

    const anonymous = await insights.ask(summaryQuery, { variables: representing(tender.id) });
    const forbidden = await insights.ask(summaryQuery, { as: stranger, variables: representing(tender.id) });

    expect(anonymous.data).toEqual({ _entities: [null] });
    expect(anonymous.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAUTHENTICATED']);
    expect(forbidden.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN']);
    expect(await waiting(tender.row)).toEqual([]);
  });
});

describe('making a summary', () => {
  test('a job that runs twice leaves the very same document', async () => {
    const tender = await addDescribedTender(insights.database, described);
    await insights.runJob(job, { tenderId: tender.row });
    const once = await stored(tender.row);

    await insights.runJob(job, { tenderId: tender.row });

    expect(once?.['summary']).toBe(summaryText);
    expect(await stored(tender.row)).toEqual(once);
  });

  test.each([
    ['without Redis', null],
    ['with Redis', 'redis'],
  ])('eight workers at once %s leave one document', async (_name, redis) => {
    const { redis: redisUrl } = storeUrls();
    const crowd = redis === null || redisUrl === null ? insights : await openInsights({ redisUrl });
    const tender = await addDescribedTender(crowd.database, described);

    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => crowd.runJob(job, { tenderId: tender.row })),
    );

    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(await crowd.collection('tender_summaries').countDocuments({ tenderId: tender.row })).toBe(1);
    if (crowd !== insights) await crowd.close();
  });

  test('a tender that changed gets a new summary under the same id, and keeps the day of the first', async () => {
    const tender = await addDescribedTender(insights.database, described);
    await insights.runJob(job, { tenderId: tender.row });
    const before = await stored(tender.row);
    await insights.database.sql(
      `update tenders.tender set version = 2, description = 'The bridge is now a tunnel under the river.' where id = $1`,
      [tender.row],
    );

    await insights.runJob(job, { tenderId: tender.row });

    const after = await stored(tender.row);
    expect(after?.['summary']).toBe('The bridge is now a tunnel under the river.');
    expect(after?.['sourceVersion']).toBe(2);
    expect(after?.['createdAt']).toEqual(before?.['createdAt']);
  });

  test('a worker that read an older version does not replace the summary of a newer one', async () => {
    const tender = await addDescribedTender(insights.database, described);
    await insights.database.sql('update tenders.tender set version = 5 where id = $1', [tender.row]);
    await insights.runJob(job, { tenderId: tender.row });
    const newest = await stored(tender.row);
    await insights.database.sql(
      `update tenders.tender set version = 4, description = 'An older text about the bridge.' where id = $1`,
      [tender.row],
    );

    await insights.runJob(job, { tenderId: tender.row });

    expect(await stored(tender.row)).toEqual(newest);
  });

  test('a job for a tender that is gone ends without a document', async () => {
    const row = '00000000-0000-7000-8000-00000000dead';

    await insights.runJob(job, { tenderId: row });

    expect(await stored(row)).toBeNull();
  });

  test('the importer may queue it by name in its own transaction, once for many changes', async () => {
    const tender = await addDescribedTender(insights.database, described);
    const enqueue = `begin; set local role svc_tenders; select app.enqueue_job('${job}', jsonb_build_object('tenderId', '${tender.row}'), '${tender.row}'); commit`;
    await insights.database.sql(enqueue);
    await insights.database.sql(enqueue);

    expect(await waiting(tender.row)).toHaveLength(1);
    await insights.runQueue();

    expect((await stored(tender.row))?.['summary']).toBe(summaryText);
  });

  test('the store refuses a summary that lacks what every summary has', async () => {
    const incomplete = { _id: 'tenders:x:summary', tenderId: 'x', summary: 'No more than this.' };

    await expect(insights.collection('tender_summaries').insertOne(incomplete)).rejects.toThrow(
      'Document failed validation',
    );
  });
});

describe('making the summaries of an import', () => {
  const many = 'insights:summarise-tenders';
  const queuedFor = async (rows: readonly string[]) =>
    (await insights.queued()).filter(({ payload }) => {
      const { tenderId, tenderIds = [tenderId] } = payload;
      return Array.isArray(tenderIds) && tenderIds.some((id) => rows.includes(String(id)));
    });
  const describedRows = (texts: readonly string[]) =>
    Promise.all(texts.map(async (text) => (await addDescribedTender(insights.database, { description: text })).row));

  test('new tenders are summarised before anybody reads them, and again when they change', async () => {
    const summaryOf = async (number: number) => {
      const [tender] = await insights.database.sql<{ id: string }>('select id from tenders.tender where ocid = $1', [
        `ocds-9t57fa-${number}`,
      ]);
      return (await stored(tender?.id ?? ''))?.['summary'];
    };
    const titled = (number: number, description: string, rest = {}) =>
      notice(number, { description, specialConditions: 'Bidders must be registered.' }, rest);
    await feedInto(insights.database, [titled(1, 'A school is to be built.'), titled(2, 'A road is to be paved.')]);

    await insights.runQueue();

    expect([await summaryOf(1), await summaryOf(2)]).toEqual([
      'A school is to be built. Bidders must be registered.',
      'A road is to be paved. Bidders must be registered.',
    ]);

    await feedInto(insights.database, [
      titled(2, 'A road is to be closed.', { id: 'second', date: '2026-03-05T00:00:00Z' }),
    ]);
    await insights.runQueue();

    expect([await summaryOf(1), await summaryOf(2)]).toEqual([
      'A school is to be built. Bidders must be registered.',
      'A road is to be closed. Bidders must be registered.',
    ]);
  });

  test('running it again, beside itself and with ids that are gone, leaves the very same documents', async () => {
    const rows = await describedRows(Array.from({ length: 120 }, (_, index) => `Paving of road number ${index}.`));
    const gone = '00000000-0000-7000-8000-00000000dead';
    const tenderIds = [gone, ...rows];
    await insights.runJob(many, { tenderIds });
    const once = await Promise.all(rows.map(stored));

    await Promise.all([insights.runJob(many, { tenderIds }), insights.runJob(many, { tenderIds })]);

    expect(once.map((document) => document?.['summary'])).toEqual(
      rows.map((_, index) => `Supply of pipes. Paving of road number ${index}.`),
    );
    expect(await Promise.all(rows.map(stored))).toEqual(once);
    expect(await stored(gone)).toBeNull();
    expect(await queuedFor(tenderIds)).toEqual([]);
  });

  test('a tender that cannot be summarised gets a job of its own and keeps no other from its summary', async () => {
    const rows = await describedRows(['A pump is to be mended.', 'A well is to be dug.']);
    const [bad = '', good = ''] = rows;
    await insights.database.sql(
      `insert into tenders.tender_fact (tender_id, reader_version, cidb) values ($1, 1, '{"designations": 5}')`,
      [bad],
    );

    await insights.runJob(many, { tenderIds: rows });
    expect((await queuedFor(rows)).map(({ task, payload }) => [task, payload['tenderId']])).toEqual([
      [job, bad],
      [job, good],
    ]);
    await insights.runQueue();

    expect([(await stored(bad)) ?? null, (await stored(good))?.['summary']]).toEqual([
      null,
      'Supply of pipes. A well is to be dug.',
    ]);
    expect((await queuedFor(rows)).map(({ payload }) => payload['tenderId'])).toEqual([bad]);
  });
});
