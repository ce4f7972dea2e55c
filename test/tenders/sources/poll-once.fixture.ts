import { openDatabase } from '@hub/runtime/database';
import { fieldCipherFrom } from '@hub/runtime/encryption';
import { createLogger } from '@hub/runtime/telemetry';
import { guardedAgent, pollSource } from '@hub/tenders/sources';

// Polls one source as a process of its own, so that a test can end it in the middle.
const { POLL_DATABASE_URL: url = '', POLL_SOURCE_ID: sourceId = '' } = process.env;
const database = openDatabase({ role: 'svc_importer', url, poolSizeMax: 2, connectTimeoutMs: 20_000 });
const actor = { kind: 'system', name: 'test', teamId: null } as const;
const now = new Date('2026-11-21T12:00:00Z');

// The first statement of a cold process on a busy machine may take longer than a transaction may wait for its start.
await database.ping();

await pollSource({
  scope: {
    actor,
    database: database.as(actor),
    now: () => now,
    logger: createLogger({ service: 'test', level: 'silent' }),
  },
  environment: {
    bulk: () => database.bulk(),
    cipher: fieldCipherFrom({}),
    dispatcher: guardedAgent({ hostsAllowed: ['127.0.0.1'] }),
    hostsAllowed: ['127.0.0.1'],
    isScheduled: true,
    budgetMs: 60_000,
    timeoutMs: 10_000,
    bodyBytesMax: 1 << 23,
    clock: { random: () => 0, sleep: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)) },
  },
  sourceId,
  isForced: true,
  signal: new AbortController().signal,
});
await database.close();
