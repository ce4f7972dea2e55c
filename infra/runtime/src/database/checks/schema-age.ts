import { newestMigration } from '@hub/prisma/newest-migration';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { HubError } from '../../errors/errors.js';
import { databaseCodesOf } from '../database-errors.js';
import { rowIn } from './message-rows.js';

const named = z.object({ name: z.string() }).optional();

/** A table or a right that the first migrations of a database give. */
const missingCodes = new Set(['42P01', '42501', '3F000']);

/**
 * Refuses a database whose schema is older than this release: its statements would fail one by one, each in its own way.
 * A newer schema is fine, because migrations only add while older processes still run.
 *
 * @throws HubError `CONFIGURATION_INVALID`.
 */
export async function refuseOlderSchema(client: PoolClient): Promise<void> {
  const needed = newestMigration();
  const found = await newestOf(client, needed);
  if (found === needed) return;
  throw new HubError(
    'CONFIGURATION_INVALID',
    `The database has the schema ${found ?? 'of no release'}. This release needs ${needed}: migrate the database first.`,
  );
}

/** The migration that is needed, where the database has it; else the newest that it has. */
async function newestOf(client: PoolClient, needed: string): Promise<string | null> {
  try {
    // Written as a transaction of its own, so that nobody counts it among the statements of a request.
    const answers: unknown = await client.query(`begin transaction read only;
      select name from app.migration order by name = ${client.escapeLiteral(needed)} desc, name desc limit 1;
      commit`);
    return named.parse(rowIn(answers))?.name ?? null;
  } catch (error) {
    await client.query('rollback');
    if (databaseCodesOf(error).some((code) => missingCodes.has(code))) return null;
    throw error;
  }
}
