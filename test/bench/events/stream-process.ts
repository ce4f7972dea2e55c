// A worker's event stream in a process of its own, with one reader that measures how long after its writing each event came.
import { openCache } from '@hub/runtime/cache';
import { defineEvent, defineReader, on, startEventStream } from '@hub/runtime/events';
import { createLogger, createOutages } from '@hub/runtime/telemetry';
import { z } from 'zod';

const benchChanged = defineEvent({
  name: 'workspace.bench_changed',
  meaning: 'A row of the benchmark changed.',
  subject: null,
  risk: 'low',
  body: z.looseObject({}),
});

let lags: number[] = [];
const stopwatch = defineReader({
  name: 'tenders:stopwatch',
  startsAt: 'next',
  handlers: [on(benchChanged, async (_tx, { writtenAt }) => void lags.push(Date.now() - writtenAt.getTime()))],
});

const logger = createLogger({ service: 'bench', level: 'warn' });
const outages = createOutages({ logger });
const stream = startEventStream({
  url: process.env['BENCH_WORKER_URL'] ?? '',
  readers: [{ subgraph: 'tenders', reader: stopwatch }],
  cache: await openCache({ url: null, logger, outages }),
  logger,
  database: outages.of('PostgreSQL'),
});

process.on('message', () => {
  const sorted = lags.toSorted((left, right) => left - right);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? -1;
  process.send?.({ events: sorted.length, p50: at(0.5), p95: at(0.95), longest: at(1) });
  lags = [];
});
process.on('disconnect', () => void stream.stop().then(() => process.exit()));
