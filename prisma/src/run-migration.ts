import { runner, type MigrationBuilder } from 'node-pg-migrate';
import type { Client } from 'pg';
import { readMigrationFile } from './migration-files.js';

export interface RunOptions {
  readonly folder: string;
  readonly direction: 'up' | 'down';
  readonly lockTimeoutMs: number;
}

/**
 * Runs the next migration, and no other: each is tried again by itself. A failed one leaves its transaction open.
 *
 * @returns its name; null when there is none left.
 */
export async function runNextMigration(
  client: Client,
  { folder, direction, lockTimeoutMs }: RunOptions,
): Promise<string | null> {
  await client.query('set role hub_owner');
  const [ran] = await runner({
    dbClient: client,
    dir: folder,
    direction,
    count: 1,
    schema: 'app',
    migrationsSchema: 'app',
    migrationsTable: 'migration',
    checkOrder: true,
    noLock: true,
    migrationLoaderStrategies: [
      {
        extensions: ['.sql'],
        loader: async (paths) =>
          paths.map((path) => ({ id: path, filePaths: [path], actions: actionsOf(path, lockTimeoutMs) })),
      },
    ],
    // What failed is thrown, and what ran is answered.
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return ran?.name ?? null;
}

interface Actions {
  readonly up: (pgm: MigrationBuilder) => void;
  readonly down: ((pgm: MigrationBuilder) => void) | false;
}

function actionsOf(path: string, lockTimeoutMs: number): Actions {
  const { up, down, isOutsideTransaction, isBackfill } = readMigrationFile(path);
  return {
    up(pgm) {
      if (isOutsideTransaction) {
        pgm.noTransaction();
        // What builds an index beside its readers waits for them, and nobody waits behind it.
        pgm.sql('set lock_timeout = 0');
        if (isBackfill) pgm.sql('set role hub_migrator');
      }
      for (const statement of up) pgm.sql(statement);
      if (isOutsideTransaction) pgm.sql(`set role hub_owner; set lock_timeout = ${lockTimeoutMs}`);
    },
    down: down === null ? false : (pgm) => pgm.sql(down),
  };
}
