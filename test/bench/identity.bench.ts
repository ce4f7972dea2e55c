import { seedDemo } from '@hub/dev/seed-demo';
import { urlOfRole } from '@hub/runtime/database';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Bench, BenchContext } from './bench.js';
import { benchDatabase, onServer, type BenchDatabase } from './database.js';
import { openClients } from './events/clients.js';
import { measureErasing } from './identity/erasing.js';
import { measureEventCost } from './identity/event-cost.js';
import { measurePermissions } from './identity/permission-cost.js';
import { askProcess } from './measured/messages.js';
import { startProcess } from './measured/start-process.js';

const mutationsPerSecond = 1_000;
const sealingSeconds = 10;
const lags = z.object({ events: z.number(), p95: z.number(), longest: z.number() });

/** What rules, events, sealing and erasing cost: the figures that issue 3 asks for. */
export const bench: Bench = async (context) => {
  const permissions = await measurePermissions();
  context.say(`rules: a query of 1,000 rows takes ${permissions['rulesToWithout']?.toFixed(3)} times as long`);
  const database = await benchDatabase(context, 'hub_bench_identity');
  await seedDemo({
    url: database.url,
    workerPassword: database.rolePasswords.svc_worker,
    signal: new AbortController().signal,
  });
  const cost = await measureEventCost(context, database);
  context.say(`events: a mutation takes ${cost['mutationToWithoutEvent']?.toFixed(3)} times as long`);
  // Without the two products of before, whose sealers would share the work.
  const alone = await benchDatabase(context, 'hub_bench_identity_events');
  await onServer(alone.url, async (client) => {
    await client.query('create table workspace.bench_row (id integer primary key, turn integer not null default 0)');
    await client.query('insert into workspace.bench_row select generate_series(0, 15)');
    await client.query('grant select, update on workspace.bench_row to svc_workspace');
  });
  const sealing = await measureSealing(context, alone);
  context.say(`sealing: ${Math.round(sealing['sealedP95Ms'] ?? 0)} ms from written to sealed and read, p95`);
  const erasing = await measureErasing(alone);
  context.say(`erasing: ${erasing['eraseSeconds']?.toFixed(1)} s`);
  return {
    figures: { ...permissions, ...cost, ...sealing, ...erasing },
    goals: [
      { figure: 'rulesToWithout', atMost: 1.1 },
      { figure: 'mutationToWithoutEvent', atMost: 1.15 },
      { figure: 'sealedMutationsPerSecond', atLeast: mutationsPerSecond * 0.98 },
      { figure: 'sealedP95Ms', atMost: 1_000 },
      { figure: 'eraseSeconds', atMost: 30 },
      { figure: 'othersWhileErasingToOtherwise', atMost: 1.2 },
    ],
  };
};

/** Fifty teams write so many mutations a second, each with its event: how long until each is sealed, and read behind that. */
async function measureSealing(context: BenchContext, database: BenchDatabase): Promise<Record<string, number>> {
  const clients = await openClients(database);
  // Waited for: the database is dropped next, and a connection that is still open would break.
  context.onEnd(() => clients.close());
  const stream = startProcess(context, new URL('events/stream-process.ts', import.meta.url), {
    BENCH_WORKER_URL: urlOfRole(database.url, 'svc_worker', database.rolePasswords.svc_worker),
  });
  const one = async (text: string): Promise<number> =>
    onServer(database.url, async (client) => {
      const { rows } = await client.query<{ count: string }>(text);
      return Number(rows[0]?.count ?? 0);
    });
  while ((await one('select count(*) from events.reader')) === 0) await pause(50);
  const load = { eventsOfTransaction: 1, pace: mutationsPerSecond };
  await clients.write({ ...load, seconds: 2 });
  await askProcess(stream, {}, lags);
  const written = await clients.write({ ...load, seconds: sealingSeconds });
  const behind = `select (select max(position) from events.sealer) - min(position) + (select count(*) from events.inbox) as count
    from events.reader`;
  while ((await one(behind)) > 0) await pause(20);
  const { p95, longest } = await askProcess(stream, {}, lags);
  return { sealedMutationsPerSecond: written, sealedP95Ms: p95, sealedLongestMs: longest };
}
