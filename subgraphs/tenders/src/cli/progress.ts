import { SingleBar } from 'cli-progress';
import { openCache } from '@hub/runtime/cache';
import type { BulkPool } from '@hub/runtime/database';
import { tellCaches } from '@hub/runtime/staleness';
import { createLogger } from '@hub/runtime/telemetry';
import Table from 'cli-table3';
import pg from 'pg';

/** A bar over the work of one command; nothing where it is not drawn on a terminal. */
export interface Progress {
  update(done: number, total: number, facts: Readonly<Record<string, string | number>>): void;
  stop(): void;
}

/** @param what - what is counted beside the bar, such as "{releases} releases"; its facts come with each update. */
export function startProgress(
  stream: NodeJS.WriteStream,
  what: string,
  facts: Record<string, string | number>,
): Progress {
  if (!stream.isTTY) return { update: () => undefined, stop: () => undefined };
  const format = `{bar} {percentage}% | ${what} | {duration_formatted}`;
  const bar = new SingleBar({ format, stream, hideCursor: true, clearOnComplete: true, stopOnComplete: false });
  bar.start(1, 0, facts);
  return {
    update(done, total, now) {
      bar.setTotal(Math.max(total, 1));
      bar.update(done, now);
    },
    stop: () => bar.stop(),
  };
}

/** The table of counts with which a command ends. */
export function countsTable(rows: readonly (readonly [what: string, count: number, which: string])[]): string {
  const table = new Table({
    head: ['what', 'count', 'which'],
    colWidths: [34, 10, 80],
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: [], border: [] },
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

/** Where a command works. */
export interface CommandStores {
  /** URL whose connections act as svc_importer. */
  databaseUrl: string;
  /** Where the caches of the running product are told what has changed; null leaves that to its worker. */
  redisUrl?: string | null;
}

/** Lends a command its connections; what it commits, the caches are told. */
export async function withPool<Value>(
  { databaseUrl, redisUrl = null, name, max = 3 }: CommandStores & { name: string; max?: number },
  work: (pool: BulkPool) => Promise<Value>,
): Promise<Value> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max, application_name: name });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const cache = await openCache({ url: redisUrl, logger: createLogger({ service: name, level: 'silent' }) });
  try {
    return await work(Object.assign(pool, { onCommitted: tellCaches.bind(null, cache) }));
  } finally {
    await cache.close();
    await pool.end();
  }
}
