import { randomBytes } from 'node:crypto';
import { openDatabase, type HubDatabase } from '@hub/runtime/database';
import { fieldCipher } from '@hub/runtime/encryption';
import { createLogger } from '@hub/runtime/telemetry';
import { guardedAgent, pollSource, type PollEnvironment, type PollOutcome, type PollScope } from '@hub/tenders/sources';
import { testDatabase, type TestDatabase } from '../../kit/database.js';
import { hungTestMs } from '../../kit/hung.js';

/** A clock that stands still until somebody sleeps. */
export interface TestClock {
  now(): Date;
  /** Lets time pass. */
  pass(durationMs: number): void;
  /** What was slept, in milliseconds, without the least pause between two requests. */
  readonly sleeps: number[];
  /** Begins again at noon. */
  reset(): void;
}

/** The polling of public sources over a database of its own. */
export interface Polling {
  readonly database: TestDatabase;
  readonly hubDatabase: HubDatabase;
  readonly environment: PollEnvironment;
  readonly clock: TestClock;
  /** How long a source is waited for. Shortened where a source never ends what it began, and nowhere else. */
  patienceMs: number;
  /** Scope of a job; in the name of a team when one is given. */
  scope(teamId?: string): PollScope;
  /** Registers a source and answers its id. */
  addSource(source: {
    name?: string;
    kind?: 'za-etenders' | 'ocds-api';
    url: string;
    polling?: unknown;
    requestsPerHour?: number;
  }): Promise<string>;
  poll(sourceId: string, options?: { isForced?: boolean; signal?: AbortSignal }): Promise<PollOutcome>;
  /** The counts of the last run. */
  lastRun(): Promise<{ status: string; error: string | null; counts: Record<string, unknown> }>;
  source(sourceId: string): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export const today = '2026-11-21';
// What a source of 360,000 requests an hour is spread by.
const leastPauseMs = 10;

/** A clock that begins at noon of a Saturday and never waits. */
export function testClock(): TestClock {
  const noon = Date.parse(`${today}T12:00:00Z`);
  let now = noon;
  const sleeps: number[] = [];
  return {
    now: () => new Date(now),
    pass: (durationMs) => void (now += durationMs),
    sleeps,
    reset() {
      now = noon;
      sleeps.length = 0;
    },
  };
}

export async function openPolling(options: { budgetMs?: number; bodyBytesMax?: number } = {}): Promise<Polling> {
  const database = await testDatabase();
  const hubDatabase = openDatabase({
    role: 'svc_importer',
    url: database.urlOf('svc_importer'),
    poolSizeMax: 3,
    connectTimeoutMs: 10_000,
  });
  const clock = testClock();
  const hostsAllowed = ['127.0.0.1'];
  const environment: PollEnvironment = {
    bulk: () => hubDatabase.bulk(),
    cipher: fieldCipher([{ id: 'test', bytes: randomBytes(32) }]),
    dispatcher: guardedAgent({ hostsAllowed }),
    hostsAllowed,
    isScheduled: true,
    budgetMs: options.budgetMs ?? 86_400_000,
    get timeoutMs() {
      return polling.patienceMs;
    },
    bodyBytesMax: options.bodyBytesMax ?? 8 * 1024 * 1024,
    clock: {
      random: () => 0,
      async sleep(durationMs, signal) {
        signal.throwIfAborted();
        if (durationMs > leastPauseMs) clock.sleeps.push(durationMs);
        clock.pass(durationMs);
      },
    },
  };
  const scope = (teamId: string | null = null): PollScope => {
    const actor = { kind: 'system', name: 'test', teamId } as const;
    return {
      actor,
      database: hubDatabase.as(actor),
      now: clock.now,
      logger: createLogger({ service: 'test', level: 'silent' }),
    };
  };
  const polling: Polling = {
    database,
    hubDatabase,
    environment,
    clock,
    patienceMs: hungTestMs,
    scope,
    async addSource({
      name = `source-${randomBytes(4).toString('hex')}`,
      kind = 'za-etenders',
      url,
      polling = {},
      requestsPerHour = 360_000,
    }) {
      const rows = await database.sql<{ id: string }>(
        `insert into tenders.source (name, title, kind, url, polling, requests_per_hour, settings)
         select $1, $1, $2, $3, $4, $5, settings from tenders.source where name = 'za-etenders' returning id`,
        [name, kind, url, JSON.stringify(polling), requestsPerHour],
      );
      return rows[0]?.id ?? '';
    },
    poll: (sourceId, { isForced = true, signal = new AbortController().signal } = {}) =>
      pollSource({ scope: scope(), environment, sourceId, isForced, signal }),
    async lastRun() {
      const [run] = await database.sql<{ status: string; error: string | null; counts: Record<string, unknown> }>(
        'select status, error, counts from tenders.source_run order by started_at desc limit 1',
      );
      if (!run) throw new Error('There is no run.');
      return run;
    },
    async source(sourceId) {
      const [row] = await database.sql('select * from tenders.source where id = $1', [sourceId]);
      return row ?? {};
    },
    async close() {
      await hubDatabase.close();
      await database.drop();
    },
  };
  return polling;
}

/**
 * One checksum over everything that importing leaves, without row ids and the times of writing: two databases that hold
 * the same have the same.
 */
export async function checksumOf(database: TestDatabase): Promise<string> {
  const [row] = await database.sql<{ sum: string }>(`
    select md5(string_agg(line, e'\\n' order by line)) as sum from (
      select 'release ' || concat_ws('|', ocid, release_id, encode(content_hash, 'hex'), is_current, is_snapshot, released_at, published_date, observed_at, version, encode(sha256(raw), 'hex')) as line from tenders.release
      union all select 'tender ' || (to_jsonb(t) - '{id,source_id,buyer_id,created_at,updated_at,changed_in,part_hashes}'::text[])::text from tenders.tender t
      union all select 'search ' || t.ocid || (to_jsonb(s) - '{tender_id,buyer_id,doc}'::text[])::text from tenders.tender_search s join tenders.tender t on t.id = s.tender_id
      union all select 'words ' || t.ocid || w.words::text from tenders.tender_words w join tenders.tender t on t.id = w.tender_id
      union all select 'version ' || t.ocid || (to_jsonb(v) - '{tender_id,release_id,recorded_at,changed_in}'::text[])::text from tenders.tender_version v join tenders.tender t on t.id = v.tender_id
      union all select 'buyer ' || concat_ws('|', key, name) from tenders.buyer
      union all select 'quarantined ' || concat_ws('|', reason, ocid, release_id, encode(content_hash, 'hex')) from tenders.quarantined_release
    ) as lines`);
  return row?.sum ?? '';
}
