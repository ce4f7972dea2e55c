import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { HubError } from '../../errors/errors.js';
import type { Logger } from '../../telemetry/telemetry.js';
import type { AnyCollection } from '../define-collection.js';
import { isDuplicateKey } from '../outage.js';
import { ensureCollection } from './ensure-collection.js';

/** One step forward. There are no steps back: write another step. */
export interface DocumentMigration {
  /** The subgraph that owns the collection. */
  readonly owner: string;
  /** 1, 2, 3 ... within the owner, without gaps. */
  readonly number: number;
  /** What it does, as words joined by hyphens. */
  readonly name: string;
  /** Must bear being run twice: a process may die after the work and before the record of it. */
  readonly up: (tools: MigrationTools) => Promise<void>;
}

/** What a migration works with. */
export interface MigrationTools {
  /** Creates the collection, or brings validator and indexes of an existing one to the definition. */
  ensure(collection: AnyCollection): Promise<void>;
  /** The raw connection, for changing documents. There are no tenant walls here. */
  readonly connection: Connection;
}

/** What a run did. */
export interface MigrationOutcome {
  /** `owner/number-name` of those that ran now, in order. */
  readonly applied: readonly string[];
  /** How many had run before. */
  readonly skipped: number;
}

interface RunOptions {
  readonly run: <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;
  /** `run` without a deadline: a migration takes as long as there are documents. */
  readonly runLong: RunOptions['run'];
  readonly logger: Logger;
  readonly migrations: readonly DocumentMigration[];
  /** How long to wait for another process that is migrating. Default 60,000. */
  readonly waitMs?: number;
}

const journal = 'document_migrations';
const lockId = 'lock';
const leaseMs = 30_000;
const lockRow = z.object({ token: z.string(), until: z.date() });

/**
 * Runs what has not run yet, in order of owner and number, holding a lock in the store.
 *
 * @throws {TypeError} when numbers have gaps or repeat. @throws {HubError} CONFLICT when another process migrates for
 * longer than the wait; DOCUMENT_STORE_UNAVAILABLE when the store is away. What ran before the error stays recorded.
 */
export async function runDocumentMigrations(options: RunOptions): Promise<MigrationOutcome> {
  const ordered = inOrder(options.migrations);
  const token = randomUUID();
  await acquire(options, token);
  try {
    const applied: string[] = [];
    for (const migration of ordered) {
      const id = `${migration.owner}/${String(migration.number).padStart(4, '0')}-${migration.name}`;
      if (await isRecorded(options, id)) continue;
      await renew(options, token);
      await whileRenewed(options, token, () =>
        options.runLong((connection) =>
          migration.up({ connection, ensure: (collection) => ensureCollection(connection, collection) }),
        ),
      );
      await options.run((connection) =>
        rows(connection).updateOne({ _id: id }, { $set: { appliedAt: new Date() } }, { upsert: true }),
      );
      options.logger.info({ event: 'documents_migrated', migration: id }, 'Document migration applied.');
      applied.push(id);
    }
    return { applied, skipped: ordered.length - applied.length };
  } finally {
    await options.run((connection) => rows(connection).deleteOne({ _id: lockId, token })).catch(() => undefined);
  }
}

function inOrder(migrations: readonly DocumentMigration[]): readonly DocumentMigration[] {
  const ordered = migrations.toSorted((a, b) =>
    a.owner === b.owner ? a.number - b.number : a.owner < b.owner ? -1 : 1,
  );
  const next = new Map<string, number>();
  for (const { owner, number, name } of ordered) {
    const expected = next.get(owner) ?? 1;
    if (number !== expected)
      throw new TypeError(`Document migration ${owner}/${number}-${name}: the next number of ${owner} is ${expected}.`);
    next.set(owner, expected + 1);
  }
  return ordered;
}

function rows(connection: Connection) {
  return connection.collection<{ _id: string; token?: string; until?: Date; appliedAt?: Date }>(journal);
}

async function isRecorded({ run }: RunOptions, id: string): Promise<boolean> {
  return (await run((connection) => rows(connection).findOne({ _id: id }))) !== null;
}

/** Takes the lock when it is free or its lease has run out; the unique `_id` decides between two who try. */
async function acquire({ run, waitMs = 60_000 }: RunOptions, token: string): Promise<void> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const now = new Date();
    const lease = { token, until: new Date(now.getTime() + leaseMs) };
    const taken = await run(async (connection) => {
      try {
        await rows(connection).updateOne({ _id: lockId, until: { $lt: now } }, { $set: lease }, { upsert: true });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    });
    if (taken) return;
    if (performance.now() > deadline) throw new HubError('CONFLICT', 'Another process is migrating the documents.');
    await pause(200);
  }
}

/** Keeps the lease while work runs; work that has lost it is finished all the same, since steps bear being run twice. */
async function whileRenewed(options: RunOptions, token: string, work: () => Promise<void>): Promise<void> {
  const timer = setInterval(() => void renew(options, token).catch(() => undefined), leaseMs / 3);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}

async function renew({ run }: RunOptions, token: string): Promise<void> {
  const until = new Date(Date.now() + leaseMs);
  const row = await run((connection) =>
    rows(connection).findOneAndUpdate({ _id: lockId, token }, { $set: { until } }, { returnDocument: 'after' }),
  );
  if (!lockRow.safeParse(row).success) throw new HubError('CONFLICT', 'The lock on document migrations was lost.');
}
