import { openCache, type Cache } from '@hub/runtime/cache';
import { startEventStream, type EventStream } from '@hub/runtime/events';
import { createLogger, createOutages } from '@hub/runtime/telemetry';
import { readers as readersOfTenders } from '@hub/tenders/readers';
import { readers as readersOfWorkspace } from '@hub/workspace/readers';
import type { TestDatabase } from './database.js';
import { until } from './until.js';

/** The event stream of a test's database, as a worker runs it; it runs only while somebody waits for it. */
export interface SettledEvents {
  /** Waits until everything that is committed has its place, and every reader has handled it. */
  (): Promise<void>;
}

const readers = [
  ...readersOfTenders.map((reader) => ({ subgraph: 'tenders', reader }) as const),
  ...readersOfWorkspace.map((reader) => ({ subgraph: 'workspace', reader }) as const),
];

/** Runs the sealer and all readers until nothing is left to do. */
export function settledEvents(database: TestDatabase): SettledEvents {
  return async () => {
    const { stream, cache } = await startStream(database);
    try {
      await until(async () => {
        const [row] = await database.sql<{ isSettled: boolean }>(
          `select not exists (select 1 from events.inbox) and count(r.name) = $1 and coalesce(bool_and(r.position = s.position), true) as "isSettled"
           from events.sealer s left join events.reader r on true`,
          [readers.length],
        );
        return row?.isSettled === true;
      });
    } finally {
      await stream.stop();
      await cache.close();
    }
  };
}

async function startStream(database: TestDatabase): Promise<{ stream: EventStream; cache: Cache }> {
  const logger = createLogger({ service: 'test', level: process.env['HUB_TEST_LOG'] === 'on' ? 'warn' : 'silent' });
  const outages = createOutages({ logger });
  const cache = await openCache({ url: null, logger, outages });
  const stream = startEventStream({
    url: database.urlOf('svc_worker'),
    readers,
    cache,
    logger,
    database: outages.of('PostgreSQL'),
    passEveryMs: 0,
  });
  return { stream, cache };
}
