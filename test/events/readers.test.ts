import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { defineEvent, defineReader, on, startEventStream, type EventStream, type Reader } from '@hub/runtime/events';
import { openCache, type Cache } from '@hub/runtime/cache';
import { createLogger, createMetrics, createOutages, type Metrics } from '@hub/runtime/telemetry';
import { z } from 'zod';
import { figure } from '../jobs/jobs-kit.js';
import { until } from '../kit/until.js';
import { newTeam, openStream, type TestStream } from './events-kit.js';

const noted = defineEvent({
  name: 'workspace.noted',
  meaning: 'Somebody noted something.',
  subject: null,
  risk: 'low',
  body: z.strictObject({ note: z.string() }),
});

/** Writes down each note under the team of its transaction; of "poison" nothing can be made. */
const scribe = (name = 'tenders:write-down'): Reader =>
  defineReader({
    name,
    startsAt: 'first',
    handlers: [
      on(noted, async (tx, { body, id }) => {
        await tx.$executeRaw`insert into tenders.note (reader, team_id, note, event_id)
          values (${name}, app.current_team_id(), ${body.note}, ${id}::uuid)`;
        if (body.note === 'poison') throw new Error('This note cannot be written down.');
      }),
    ],
  });

let stream: TestStream;
let running: EventStream[];
let caches: Cache[];
beforeEach(async () => {
  stream = await openStream();
  running = [];
  caches = [];
  await stream.database.sql(
    'create table tenders.note (reader text, team_id uuid, note text, event_id uuid, place serial)',
  );
  await stream.database.sql('grant select, insert on tenders.note to svc_tenders');
  await stream.database.sql('grant usage on sequence tenders.note_place_seq to svc_tenders');
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  await Promise.all(caches.map((one) => one.close()));
  await stream.close();
});

async function run(
  readers: readonly Reader[],
  { metrics, passEveryMs = 0 }: { metrics?: Metrics; passEveryMs?: number } = {},
): Promise<void> {
  const logger = createLogger({ service: 'test', level: 'silent' });
  const cache = await openCache({ url: null, logger, outages: createOutages({ logger }) });
  caches.push(cache);
  running.push(
    startEventStream({
      url: stream.database.urlOf('svc_worker'),
      readers: readers.map((reader) => ({ subgraph: 'tenders', reader })),
      cache,
      logger,
      database: createOutages({ logger }).of('PostgreSQL'),
      ...(metrics && { metrics, figuresEveryMs: 0 }),
      retryDelayMs: () => 0,
      passEveryMs,
    }),
  );
}

const written = async (reader = 'tenders:write-down'): Promise<string[]> => {
  const rows = await stream.database.sql<{ note: string }>(
    'select note from tenders.note where reader = $1 order by place',
    [reader],
  );
  return rows.map(({ note }) => note);
};
const position = async (name = 'tenders:write-down'): Promise<number> => {
  const rows = await stream.database.sql<{ position: number }>(
    'select position::int from events.reader where name = $1',
    [name],
  );
  return rows[0]?.position ?? -1;
};

test('a reader handles each event once, in the order of its team, with that team set', async () => {
  const [acme, zenith] = [newTeam(), newTeam()];
  await stream.note(acme, 'a');
  await stream.note(zenith, 'b');
  await stream.note(acme, 'c');
  await stream.seal();

  await run([scribe()]);
  await until(async () => (await position()) === 3);

  expect(await stream.database.sql('select team_id, note from tenders.note order by place')).toEqual([
    { team_id: acme, note: 'a' },
    { team_id: acme, note: 'c' },
    { team_id: zenith, note: 'b' },
  ]);
});

test('several processes read under one name, and each event is handled once', async () => {
  const notes = Array.from({ length: 250 }, (_, index) => `${index}`);
  await run([scribe()]);
  await run([scribe()]);

  await stream.note(newTeam(), ...notes);
  await until(async () => (await position()) === 250);

  expect(await written()).toEqual(notes);
});

test('what a reader does not want wakes it no more than what others have sealed: now and then', async () => {
  const team = newTeam();
  await run([scribe(), { name: 'tenders:want-nothing', startsAt: 'first', handlers: [] }], { passEveryMs: 3_600_000 });
  await until(async () => (await position('tenders:want-nothing')) === 0);

  await stream.note(team, 'a');
  await until(async () => (await position()) === 1);
  await stream.note(team, 'b');
  await until(async () => (await position()) === 2);

  expect(await written()).toEqual(['a', 'b']);
  expect(await position('tenders:want-nothing')).toBeLessThan(2);
});

test('an event that fails five times is noted and passed over, and the others are handled once', async () => {
  await stream.note(newTeam(), 'a', 'poison', 'b');

  await run([scribe()]);
  await until(async () => (await position()) === 3);

  expect(await written()).toEqual(['a', 'b']);
  expect(
    await stream.database.sql(
      'select reader, position::int, attempts, error, passed_over_at is not null as "isPassedOver" from events.reader_failure',
    ),
  ).toEqual([
    {
      reader: 'tenders:write-down',
      position: 2,
      attempts: 5,
      error: 'Error: This note cannot be written down.',
      isPassedOver: true,
    },
  ]);
});

test('an event that works at a later try leaves no failure', async () => {
  let failuresLeft = 2;
  const moody = defineReader({
    name: 'tenders:moody',
    startsAt: 'first',
    handlers: [
      on(noted, async (tx, { body }) => {
        await tx.$executeRaw`insert into tenders.note (reader, note) values ('tenders:moody', ${body.note})`;
        // The first try of a slice, and the first of the event alone.
        if (failuresLeft > 0) {
          failuresLeft -= 1;
          throw new Error('Not yet.');
        }
      }),
    ],
  });
  await stream.note(newTeam(), 'a');

  await run([moody]);
  await until(async () => (await position('tenders:moody')) === 1);

  expect(await written('tenders:moody')).toEqual(['a']);
  expect(await stream.database.sql('select * from events.reader_failure')).toEqual([]);
});

test('a reader that fails does not hold up another', async () => {
  const stuck = defineReader({
    name: 'tenders:stuck',
    startsAt: 'first',
    handlers: [on(noted, () => Promise.reject(new Error('Never.')))],
  });
  await stream.note(newTeam(), 'a', 'b');

  await run([stuck, scribe()]);
  await until(async () => (await position()) === 2);

  expect(await written()).toEqual(['a', 'b']);
});

test('a new reader that starts at the next event leaves out the past', async () => {
  await stream.note(newTeam(), 'past');
  await stream.seal();
  await run([{ ...scribe(), startsAt: 'next' }]);
  await until(async () => (await position()) === 1);

  await stream.note(newTeam(), 'future');
  await until(async () => (await position()) === 2);

  expect(await written()).toEqual(['future']);
});

test('an event whose body was erased is left out', async () => {
  const team = newTeam();
  await stream.note(team, 'a');
  await stream.seal();
  await stream.worker.query('select events.erase_team($1)', [team]);
  await stream.note(team, 'b');

  await run([scribe()]);
  await until(async () => (await position()) === 2);

  expect(await written()).toEqual(['b']);
});

test('metrics tell what was sealed, how far readers are behind and what they passed over', async () => {
  const metrics = createMetrics({ service: 'test', withProcess: false });
  await stream.note(newTeam(), 'a', 'poison');

  await run([scribe()], { metrics });
  const ofReader = (name: string): Promise<number | null> =>
    figure(metrics, `${name}{reader="tenders:write-down",service="test"}`);
  await until(async () => (await ofReader('hub_events_reader_passed_over')) === 1);
  await until(async () => (await ofReader('hub_events_reader_behind')) === 0);

  expect(await figure(metrics, 'hub_events_sealed_total{service="test"}')).toBe(2);
  expect(await ofReader('hub_events_reader_behind_seconds')).toBe(0);
  expect(await figure(metrics, 'hub_events_inbox_oldest_seconds{service="test"}')).toBe(0);
});
