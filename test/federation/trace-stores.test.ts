import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cacheKey, openCache, type Cache } from '@hub/runtime/cache';
import { defineTeamCollection, openDocuments, type Documents } from '@hub/runtime/documents';
import { createLogger, startTracing, withLinkedTrace } from '@hub/runtime/telemetry';
import { z } from 'zod';
import { storeUrls } from '../kit/stores.js';
import { traceCollector, treeOf, type CollectedSpan, type TraceCollector } from '../kit/trace-collector.js';
import { until } from '../kit/until.js';
import { importKit, notice, type ImportKit } from '../tenders/import-kit.js';

const notes = defineTeamCollection({ name: 'notes', kind: 'note', shape: z.object({ text: z.string() }) });
const logger = createLogger({ service: 'test', level: 'silent' });
const teamId = randomUUID();

let collector: TraceCollector;
let tracing: Awaited<ReturnType<typeof startTracing>>;
let cache: Cache;
let documents: Documents;
let kit: ImportKit;
beforeAll(async () => {
  collector = await traceCollector();
  tracing = await startTracing({ service: 'hub', endpoint: collector.url, logger });
  const { redis, mongodb } = storeUrls();
  cache = await openCache({ url: redis, logger, commandTimeoutMs: 5_000 });
  const database = `traces_${randomUUID().slice(0, 8)}`;
  documents = await openDocuments({ url: mongodb, database, logger, operationTimeoutMs: 10_000 });
  kit = await importKit();
});
afterAll(async () => {
  await kit.close();
  await documents.close();
  await cache.close();
  await tracing.shutdown();
  await collector.close();
});

/** The span of a job, when it has arrived. */
async function spanOfJob(name: string): Promise<CollectedSpan> {
  const found = (): CollectedSpan | undefined => collector.spans.find((span) => span.name === name);
  await until(() => Promise.resolve(found() !== undefined));
  const span = found();
  if (span === undefined) throw new Error('There is no such span.');
  return span;
}

test('what a job asks of Redis and of the document store are spans of it, without keys, filters and values', async () => {
  const key = cacheKey({ team: teamId, type: 'secret', id: 'of-a-team' });

  await withLinkedTrace({ name: 'job of stores' }, undefined, async () => {
    await cache.read([key]);
    const own = documents.as({ kind: 'system', name: 'test', teamId }).team(notes);
    await own.put('first', { text: 'hunter2' });
    await own.get('first');
  });

  const { traceId } = await spanOfJob('job of stores');
  expect(treeOf(collector.spans, traceId, undefined)).toEqual([
    'job of stores',
    '  findOne notes',
    '  findOneAndUpdate notes',
    '  read redis',
  ]);
  const attributes = new Map(collector.spans.map((span) => [span.name, span.attributes]));
  expect(attributes.get('read redis')).toEqual({ 'db.system.name': 'redis', 'db.operation.name': 'read' });
  expect(attributes.get('findOne notes')).toEqual({
    'db.system.name': 'mongodb',
    'db.operation.name': 'findOne',
    'db.collection.name': 'notes',
  });
  const everything = collector.texts.join();
  for (const secret of [teamId, 'of-a-team', 'hunter2']) expect(everything).not.toContain(secret);
});

test('a job that an import queues points to the trace of the import, and to none where nothing is recorded', async () => {
  const tracesOfJobs = async () =>
    (
      await kit.database.sql<{ traceparent: string | null }>(
        `select payload ->> 'traceparent' as traceparent from graphile_worker._private_jobs order by id`,
      )
    ).map(({ traceparent }) => traceparent?.split('-')[1] ?? null);

  await kit.import(kit.file('untraced.json', { version: '1.1', releases: [notice(1)] }));
  await withLinkedTrace({ name: 'job that imports' }, undefined, () =>
    kit.import(kit.file('traced.json', { version: '1.1', releases: [notice(2)] })),
  );

  const { traceId } = await spanOfJob('job that imports');
  expect(await tracesOfJobs()).toEqual([null, traceId]);
});
