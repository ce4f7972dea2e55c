import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { urlOfRole } from '@hub/runtime/database';
import pg from 'pg';
import { z } from 'zod';
import type { Bench } from './bench.js';
import { benchDatabase, onServer } from './database.js';
import { openClients } from './events/clients.js';
import { askProcess } from './measured/messages.js';
import { startProcess } from './measured/start-process.js';

const seconds = 5;
const eventsOfTransaction = 3;
/** What the design measured: 2,400 to 3,100 events a second, written to read in 80 ms. */
const rateOfDesign = 2_750;
const slowWriterMs = 2_500;
const lags = z.object({ events: z.number(), p50: z.number(), p95: z.number(), longest: z.number() });

/**
 * What the event stream costs and how quick it is: sixteen clients, three events a transaction, the tables with their
 * partitions and policies, a sealer and a reader in a process of their own, and a writer that stays open all the while.
 */
export const bench: Bench = async (context) => {
  const database = await benchDatabase(context, 'hub_bench_events');
  await onServer(database.url, async (client) => {
    await client.query('create table workspace.bench_row (id integer primary key, turn integer not null default 0)');
    await client.query('insert into workspace.bench_row select generate_series(0, 15)');
    await client.query('grant select, update on workspace.bench_row to svc_workspace');
  });
  const clients = await openClients(database);
  context.onEnd(() => clients.close());
  await clients.write({ seconds: 1, eventsOfTransaction: 0 });

  const plain = await clients.write({ seconds, eventsOfTransaction: 0 });
  context.say(`${Math.round(plain)} mutations a second without events`);
  const withEvents = await clients.write({ seconds, eventsOfTransaction });
  context.say(`${Math.round(withEvents)} with three events each, and nobody who seals them`);
  const sealed = await sealBacklog(database.url);
  context.say(`${Math.round(sealed.perSecond)} events a second sealed from a backlog`);

  const workerUrl = urlOfRole(database.url, 'svc_worker', database.rolePasswords.svc_worker);
  const stream = startProcess(context, new URL('events/stream-process.ts', import.meta.url), {
    BENCH_WORKER_URL: workerUrl,
  });
  await readerIsThere(database.url);
  const stopSlowWriter = startSlowWriter(
    urlOfRole(database.url, 'svc_workspace', database.rolePasswords.svc_workspace),
  );
  const withStream = await clients.write({ seconds: seconds * 2, eventsOfTransaction });
  await caughtUp(database.url);
  const busy = await lagsOf(stream);
  context.say(`${Math.round(withStream)} a second with sealer and reader; written to read in ${busy.p50} ms`);
  const atPace = async (eventsPerSecond: number) => {
    const pace = eventsPerSecond / eventsOfTransaction;
    const written = await clients.write({ seconds: seconds * 2, eventsOfTransaction, pace });
    await caughtUp(database.url);
    return { written, ...(await lagsOf(stream)) };
  };
  const steady = await atPace(rateOfDesign);
  context.say(`${rateOfDesign} events a second, the rate of the design: written to read in ${steady.p50} ms`);
  const quiet = await atPace(500);
  await stopSlowWriter();
  const events = await onServer(database.url, async (client) => {
    const { rows } = await client.query<{ problems: number }>(
      `select count(*)::int as problems from (select distinct team_id from events.event) t, events.verify(t.team_id)`,
    );
    return rows[0]?.problems ?? -1;
  });

  return {
    figures: {
      mutationsPerSecond: plain,
      mutationsPerSecondWithEvents: withEvents,
      mutationsPerSecondWithStream: withStream,
      eventsPerSecondWithStream: withStream * eventsOfTransaction,
      eventsPerSecondSealedFromBacklog: sealed.perSecond,
      busyWrittenToReadP50Ms: busy.p50,
      busyWrittenToReadP95Ms: busy.p95,
      busyWrittenToReadLongestMs: busy.longest,
      steadyEventsPerSecond: steady.written * eventsOfTransaction,
      steadyWrittenToReadP50Ms: steady.p50,
      steadyWrittenToReadP95Ms: steady.p95,
      pacedEventsPerSecond: quiet.written * eventsOfTransaction,
      pacedWrittenToReadP50Ms: quiet.p50,
      pacedWrittenToReadP95Ms: quiet.p95,
      bytesPerEvent: sealed.bytes,
      walBytesPerEvent: sealed.walBytes,
      brokenLinks: events,
    },
    // Beside the figures of the design, which had one event a transaction. As fast as the clients can, they write more
    // events a second than the design ever saw: how far the reader is behind then is a figure without a goal.
    goals: [
      { figure: 'eventsPerSecondWithStream', atLeast: 2_400 },
      { figure: 'eventsPerSecondSealedFromBacklog', atLeast: 10_000 },
      { figure: 'steadyEventsPerSecond', atLeast: 2_400 },
      { figure: 'steadyWrittenToReadP95Ms', atMost: 100 },
      { figure: 'pacedWrittenToReadP95Ms', atMost: 60 },
      { figure: 'bytesPerEvent', atMost: 800 },
      { figure: 'walBytesPerEvent', atMost: 1_700 },
      { figure: 'brokenLinks', atMost: 0 },
    ],
  };
};

/** Seals what waits, alone: how quick that is, and what an event takes on disk and in the log of writes. */
async function sealBacklog(url: string): Promise<{ perSecond: number; bytes: number; walBytes: number }> {
  return onServer(url, async (client) => {
    const one = async <T>(text: string, shape: z.ZodType<T>): Promise<T> => {
      const { rows } = await client.query(text);
      return shape.parse(Object.values(z.record(z.string(), z.unknown()).parse(rows[0]))[0]);
    };
    const written = await one(`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8`, z.number());
    const startedAt = performance.now();
    let events = 0;
    for (let count = 1; count > 0; events += count)
      count = await one('select sealed from events.seal(2000)', z.number());
    const tookMs = performance.now() - startedAt;
    const walOfSealing =
      (await one(`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8`, z.number())) - written;
    const bytes = await one(
      `select sum(pg_total_relation_size(inhrelid))::float8 from pg_inherits where inhparent = 'events.event'::regclass`,
      z.number(),
    );
    const inboxBytes = await one(`select pg_total_relation_size('events.inbox')::float8`, z.number());
    // What an event put into the log when it was written: its row in the inbox and the entry of the key.
    return {
      perSecond: events / (tookMs / 1_000),
      bytes: bytes / events,
      walBytes: (walOfSealing + inboxBytes) / events,
    };
  });
}

/** A transaction that has written something and stays open, one after the other. */
function startSlowWriter(url: string): () => Promise<void> {
  let isOver = false;
  const writing = (async () => {
    const client = new pg.Client({ connectionString: url, application_name: 'slow writer' });
    await client.connect();
    while (!isOver) {
      await client.query(`begin; select events.append('workspace.slow', null, '{}')`);
      await pause(slowWriterMs);
      await client.query('commit');
    }
    await client.end();
  })();
  return async () => {
    isOver = true;
    await writing;
  };
}

async function lagsOf(stream: ChildProcess): Promise<z.infer<typeof lags>> {
  return askProcess(stream, {}, lags);
}

async function readerIsThere(url: string): Promise<void> {
  while ((await count(url, 'select count(*)::int as count from events.reader')) === 0) await pause(50);
}

async function caughtUp(url: string): Promise<void> {
  const behind = `select (select max(position) from events.sealer) - min(position) + (
    select count(*) from events.inbox where type <> 'workspace.slow') as count from events.reader`;
  while ((await count(url, behind)) > 0) await pause(20);
}

async function count(url: string, text: string): Promise<number> {
  return onServer(url, async (client) => Number((await client.query<{ count: string }>(text)).rows[0]?.count ?? 0));
}
