import { SingleBar } from 'cli-progress';
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

/** Lends a command its connections. */
export async function withPool<Value>(
  options: { databaseUrl: string; name: string },
  work: (pool: pg.Pool) => Promise<Value>,
): Promise<Value> {
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 3, application_name: options.name });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
