import type { TestDatabase } from './database.js';

/** What matters to a test about a notification; the rest is filled in. */
export interface NotificationRow {
  readonly teamId: string;
  readonly accountId: string;
  readonly type?: string;
  readonly priority?: string;
  readonly searchName?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly createdAt?: string;
}

/** Tells a person of something, as a row. Answers its id. */
export async function addNotification(database: TestDatabase, row: NotificationRow): Promise<string> {
  const { teamId, accountId, type = 'SAVED_SEARCH_MATCHED', priority = 'NORMAL', searchName = 'Pumps' } = row;
  const { data = { searchName, matchCount: 2 }, createdAt = null } = row;
  const [added] = await database.sql<{ id: string }>(
    `insert into identity.notification (team_id, account_id, type, priority, data, dedupe_key, is_in_app, created_at)
     values ($1, $2, $3, $4, $5, gen_random_uuid()::text, true, coalesce($6::timestamptz, now())) returning id`,
    [teamId, accountId, type, priority, data, createdAt],
  );
  return added?.id ?? '';
}
