import pg from 'pg';
import type { TestDatabase } from './database.js';

/**
 * Starts two writes so that the second finds the first one done and not committed: the first stops where it records its
 * event, and goes on when the second waits as well, or has ended.
 */
export async function atTheSameMoment<First, Second>(
  database: TestDatabase,
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<[First, Second]> {
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  try {
    await holder.query('begin');
    await holder.query('lock table events.inbox in share mode');
    const one = first();
    await untilWaiting(database, 1);
    let hasEnded = false;
    const other = second().finally(() => (hasEnded = true));
    await untilWaiting(database, 2, () => hasEnded);
    await holder.query('commit');
    return await Promise.all([one, other]);
  } finally {
    await holder.end();
  }
}

async function untilWaiting(database: TestDatabase, count: number, isEnough = () => false): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  let found = 0;
  while (found < count && !isEnough()) found = (await database.sql(waiting)).length;
}
