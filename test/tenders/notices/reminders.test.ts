import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { testHub, type TestHub } from '../../kit/hub.js';
import type { TestUser } from '../../kit/people.js';
import { addTender } from '../../kit/tender-rows.js';
import { addOwnTenders, type OwnRow } from '../own-rows.js';
import { toldTo, track } from './notices-kit.js';

let hub: TestHub;
let clock = new Date();
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => clock, stores: { redis: null } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.database.sql('delete from workspace.entry');
  clerk = await (await hub.team()).user();
});

/** Runs the job that finds who is to be reminded, and those that it queues, at a moment. */
async function remindAt(instant: string): Promise<void> {
  clock = new Date(instant);
  await hub.database.sql(`select graphile_worker.add_job('tenders:queue-reminders', '{}')`);
  await hub.runJobs();
}

async function tracked(closingAt: string, entry: { createdAt?: string; status?: string } = {}) {
  const tender = await addTender(hub.database, { title: 'Pumps', closingAt });
  await track(hub, { ...entry, by: clerk, tenderRow: tender.row });
  return tender;
}

const setZone = (timeZone: string | null) =>
  hub.database.sql(
    `update tenders.source set settings = settings - 'timeZone' || jsonb_strip_nulls(jsonb_build_object('timeZone', $1::text))`,
    [timeZone],
  );

const titles = async () => (await toldTo(hub, clerk)).map(({ priority, title }) => `${priority} ${title}`);

describe('a closing date', () => {
  beforeEach(() => setZone('Africa/Johannesburg'));

  test('is told of seven days and one day before, from eight in the morning of the buyer, once', async () => {
    const { id } = await tracked('2026-05-20T09:00:00Z');

    await remindAt('2026-05-13T05:59:00Z');
    const early = await titles();
    await remindAt('2026-05-13T06:00:00Z');
    await remindAt('2026-05-13T06:15:00Z');
    await remindAt('2026-05-16T06:00:00Z');
    const week = await titles();
    await remindAt('2026-05-19T06:00:00Z');
    await remindAt('2026-05-19T20:00:00Z');
    await remindAt('2026-05-20T09:00:00Z');

    expect([early, week]).toEqual([[], ['HIGH Bids for “Pumps” close in 7 days']]);
    expect(await toldTo(hub, clerk)).toEqual([
      expect.objectContaining({ type: 'TENDER_CLOSING', title: 'Bids for “Pumps” close in 7 days' }),
      {
        type: 'TENDER_CLOSING',
        priority: 'URGENT',
        title: 'Bids for “Pumps” close tomorrow',
        body: 'Bids close Wednesday, 20 May 2026, 11:00 (Africa/Johannesburg).',
        subjectType: 'Tender',
        subjectId: id,
      },
    ]);
  });

  test('that moves is told of again, and the old one no more', async () => {
    const { row } = await tracked('2026-05-20T09:00:00Z');
    await remindAt('2026-05-13T06:00:00Z');
    const moved = '2026-05-27T09:00:00Z';
    await hub.database.sql('update tenders.tender set closing_at = $2 where id = $1', [row, moved]);
    await hub.database.sql('update tenders.tender_search set closing_at = $2 where tender_id = $1', [row, moved]);

    await remindAt('2026-05-19T06:00:00Z');
    await remindAt('2026-05-20T06:00:00Z');

    expect(await titles()).toEqual(['HIGH Bids for “Pumps” close in 7 days', 'HIGH Bids for “Pumps” close in 7 days']);
  });

  test('is not told of what was decided, nor of what was tracked after the moment', async () => {
    await tracked('2026-05-20T09:00:00Z', { status: 'SUBMITTED' });
    await tracked('2026-05-20T09:00:00Z', { status: 'NOT_ELIGIBLE' });
    await tracked('2026-05-20T09:00:00Z', { createdAt: '2026-05-13T06:00:01Z' });

    await remindAt('2026-05-13T06:30:00Z');

    expect(await titles()).toEqual([]);
  });

  test('is told of late by a worker that was away for hours, and not after a day', async () => {
    await tracked('2026-05-20T09:00:00Z');
    await remindAt('2026-05-14T05:59:00Z');
    const late = await titles();
    await tracked('2026-06-20T09:00:00Z');

    await remindAt('2026-06-14T06:01:00Z');

    expect([late, await titles()]).toEqual([
      ['HIGH Bids for “Pumps” close in 6 days'],
      ['HIGH Bids for “Pumps” close in 6 days'],
    ]);
  });
});

describe('a closing date that the team reads otherwise', () => {
  beforeEach(() => setZone('Africa/Johannesburg'));

  const override = (tenderRow: string, field: string, value: string | null) =>
    hub.database.sql(
      `insert into tenders.tender_override (team_id, tender_id, field, value, reason) values ($1, $2, $3, $4, 'By phone.')`,
      [clerk.actor.teamId, tenderRow, field, value],
    );

  test('is told of by its override, and not as it was published', async () => {
    const { row } = await tracked('2026-05-20T09:00:00Z');
    const rival = await (await hub.team()).user();
    await track(hub, { by: rival, tenderRow: row });
    await override(row, 'TITLE', 'Pumps for us');
    await override(row, 'CLOSING_AT', '2026-05-18T09:00:00.000Z');

    await remindAt('2026-05-11T06:00:00Z');
    const own = await titles();
    await remindAt('2026-05-13T06:00:00Z');
    await remindAt('2026-05-17T06:00:00Z');
    await remindAt('2026-05-19T06:00:00Z');

    expect(own).toEqual(['HIGH Bids for “Pumps for us” close in 7 days']);
    expect(await titles()).toEqual([...own, 'URGENT Bids for “Pumps for us” close tomorrow']);
    expect((await toldTo(hub, rival)).map(({ title }) => title)).toEqual([
      'Bids for “Pumps” close in 7 days',
      'Bids for “Pumps” close tomorrow',
    ]);
  });

  test('is told of where nothing was published, and is not where the team reads none', async () => {
    const { row } = await addTender(hub.database, { title: 'Pumps' });
    await track(hub, { by: clerk, tenderRow: row });
    await override(row, 'CLOSING_AT', '2026-05-20T09:00:00.000Z');
    await override((await tracked('2026-05-20T09:00:00Z')).row, 'CLOSING_AT', null);

    await remindAt('2026-05-13T06:00:00Z');

    expect(await titles()).toEqual(['HIGH Bids for “Pumps” close in 7 days']);
  });
});

describe("a closing date of a team's own tender", () => {
  const own = async (row: Partial<OwnRow> = {}, entry: { status?: string } = {}) => {
    const closing = { title: 'Own pumps', closingAt: '2026-05-20T09:00:00Z', ...row };
    const [tenderRow = ''] = await addOwnTenders(hub.database, { teamId: clerk.actor.teamId, rows: [closing] });
    await hub.database.sql(`update tenders.team_source set time_zone = 'Africa/Johannesburg'`);
    await track(hub, { ...entry, by: clerk, tenderRow, isOwn: true });
    return tenderRow;
  };

  test('is told of as that of a public one, by the clock of its source, once', async () => {
    const tenderRow = await own();

    await remindAt('2026-05-13T05:59:00Z');
    const early = await titles();
    await remindAt('2026-05-13T06:00:00Z');
    await remindAt('2026-05-13T06:15:00Z');
    await remindAt('2026-05-19T06:00:00Z');

    expect(early).toEqual([]);
    expect(await titles()).toEqual([
      'HIGH Bids for “Own pumps” close in 7 days',
      'URGENT Bids for “Own pumps” close tomorrow',
    ]);
    expect((await toldTo(hub, clerk)).at(-1)).toMatchObject({
      body: 'Bids close Wednesday, 20 May 2026, 11:00 (Africa/Johannesburg).',
      subjectType: 'Tender',
      subjectId: encodeId('Tender', tenderRow),
    });
  });

  test('is not told of where it was decided, cancelled or put away', async () => {
    await own({}, { status: 'SUBMITTED' });
    await own({ lifecycle: 'CANCELLED' });
    await own({ isArchived: true });

    await remindAt('2026-05-13T06:00:00Z');

    expect(await titles()).toEqual([]);
  });
});

test.each([
  ['Pacific/Auckland', '2026-05-12T20:00:00Z', '2026-05-12T19:59:00Z'],
  ['America/New_York', '2026-05-13T12:00:00Z', '2026-05-13T11:59:00Z'],
  [null, '2026-05-13T08:00:00Z', '2026-05-13T07:59:00Z'],
])('the morning is that of %s', async (zone, due, before) => {
  await setZone(zone);
  await tracked('2026-05-20T02:00:00Z');
  const offset = zone === 'America/New_York' ? 1 : 0;

  const shift = (instant: string) => new Date(Date.parse(instant) - offset * 86_400_000).toISOString();
  await remindAt(shift(before));
  const early = await titles();
  await remindAt(shift(due));

  expect([early, (await titles()).length]).toEqual([[], 1]);
});

test('where the source names no zone, the offset of the published date counts', async () => {
  await setZone(null);
  const { row } = await tracked('2026-05-20T09:00:00Z');
  await hub.database.sql(`update tenders.tender set closing_raw = '2026-05-20T11:00:00+02:00' where id = $1`, [row]);

  await remindAt('2026-05-13T05:59:00Z');
  const early = await titles();
  await remindAt('2026-05-13T06:00:00Z');

  expect([early, (await toldTo(hub, clerk)).map(({ body }) => body)]).toEqual([
    [],
    ['Bids close Wednesday, 20 May 2026, 11:00 (UTC+02:00).'],
  ]);
});

test('a briefing is told of with its place, urgently the day before a compulsory one', async () => {
  await setZone('Africa/Johannesburg');
  const { row } = await tracked('2026-06-30T09:00:00Z');
  await hub.database.sql(
    `insert into tenders.briefing_session (tender_id, key, held_at, is_compulsory, venue)
     values ($1, 'b', '2026-05-20T08:00:00Z', true, 'Town hall')`,
    [row],
  );

  await remindAt('2026-05-13T06:00:00Z');
  await remindAt('2026-05-19T06:00:00Z');

  expect(await toldTo(hub, clerk)).toEqual([
    expect.objectContaining({ priority: 'HIGH', title: 'Compulsory briefing for “Pumps” in 7 days' }),
    {
      type: 'TENDER_BRIEFING',
      priority: 'URGENT',
      title: 'Compulsory briefing for “Pumps” tomorrow',
      body: 'It is held Wednesday, 20 May 2026, 10:00 (Africa/Johannesburg), Town hall.',
      subjectType: 'Tender',
      subjectId: encodeId('Tender', row),
    },
  ]);
});
