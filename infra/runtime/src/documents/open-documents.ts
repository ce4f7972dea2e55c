import mongoose from 'mongoose';
import type { z } from 'zod';
import { teamOf, type Actor } from '../auth/actor.js';
import type { CircuitState } from '../circuit/circuit.js';
import { HubError } from '../errors/errors.js';
import { openConnection, type ConnectionOptions, type StoreConnection } from './connection.js';
import type { PublicCollection, TeamCollection } from './define-collection.js';
import { teamDocumentId } from './document-id.js';
import { runDocumentMigrations, type DocumentMigration, type MigrationOutcome } from './migrations/run-migrations.js';
import type { ReadRepository, Repository } from './repository-contract.js';
import { createRepository } from './repository.js';

/** The document store of one process. */
export interface Documents {
  /** `closed` is the healthy state. */
  readonly state: CircuitState;
  /** The store as one actor may use it. Costs nothing; make one for each request. */
  as(actor: Actor): TeamDocuments;
  /** The store for maintenance over all teams. The reason goes to the log. */
  system(reason: string): SystemDocuments;
  /** Runs the numbered migrations that have not run yet, one process at a time. */
  migrate(migrations: readonly DocumentMigration[]): Promise<MigrationOutcome>;
  /** Rejects unless the store answers now, within 2.3 seconds. For health. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** What one actor may reach. */
export interface TeamDocuments {
  /** The actor's team's documents. @throws {HubError} TENANT_CONTEXT_MISSING at once for an actor without a team. */
  team<Shape extends z.ZodRawShape>(
    collection: TeamCollection<Shape>,
  ): Repository<z.output<z.ZodObject<Shape>>, z.input<z.ZodObject<Shape>>>;
  /** Public documents, for anyone to read. Keys are whole ids, made by `publicDocumentId`. */
  public<Shape extends z.ZodRawShape>(
    collection: PublicCollection<Shape>,
  ): ReadRepository<z.output<z.ZodObject<Shape>>>;
  /** Public documents, to write. @throws {HubError} FORBIDDEN at once unless the actor is the product itself. */
  publish<Shape extends z.ZodRawShape>(
    collection: PublicCollection<Shape>,
  ): Repository<z.output<z.ZodObject<Shape>>, z.input<z.ZodObject<Shape>>>;
}

/** Maintenance over all teams. */
export interface SystemDocuments {
  /** How many documents each collection holds for a team. */
  countTeam(teamId: string, collections: readonly TeamCollection[]): Promise<Readonly<Record<string, number>>>;
  /** Removes a team's documents from the collections; answers how many from each. Doing it twice is doing it once. */
  eraseTeam(teamId: string, collections: readonly TeamCollection[]): Promise<Readonly<Record<string, number>>>;
  /** Reads a team's collection without regard to teams. Keys are whole ids. */
  all<Shape extends z.ZodRawShape>(collection: TeamCollection<Shape>): ReadRepository<z.output<z.ZodObject<Shape>>>;
}

/**
 * Opens the document store; waits at most 2.3 seconds for it and does not reject when it is away.
 *
 * Every operation then throws `DOCUMENT_STORE_UNAVAILABLE`, the first within 2.5 seconds and later ones at once, until
 * the store is back, which needs no restart.
 *
 * @throws {TypeError} when the URL is not a URL.
 */
export async function openDocuments(options: ConnectionOptions): Promise<Documents> {
  if (!/^mongodb(?:\+srv)?:\/\/./u.test(options.url))
    throw new TypeError('The address of the document store is not a mongodb:// URL.');
  const store = await openConnection(options);
  return {
    get state() {
      return store.state;
    },
    as: (actor) => documentsAs(store, actor),
    system(reason) {
      if (reason.trim() === '') throw new TypeError('Maintenance needs a reason.');
      options.logger.info({ event: 'documents_system', reason }, 'Documents are used without a team.');
      return documentsOfAll(store, reason);
    },
    migrate: (migrations) =>
      runDocumentMigrations({ run: store.run, runLong: store.runLong, logger: options.logger, migrations }),
    ping: () => store.ping(),
    close: () => store.close(),
  };
}

function documentsAs(store: StoreConnection, actor: Actor): TeamDocuments {
  const run = <T>(work: () => Promise<T>): Promise<T> => store.run(work);
  const open = <Shape extends z.ZodRawShape>(collection: PublicCollection<Shape>) =>
    createRepository({ collection, model: store.modelOf(collection), reach: {}, stamp: {}, idOf: (key) => key, run });
  return {
    team(collection) {
      const tenantId = teamOf(actor);
      if (tenantId === null) throw new HubError('TENANT_CONTEXT_MISSING', 'These documents belong to a team.');
      const { kind } = collection;
      return createRepository({
        collection,
        model: store.modelOf(collection),
        reach: { tenantId },
        stamp: { tenantId },
        idOf: (key) => teamDocumentId({ tenantId, kind, key }),
        run,
      });
    },
    public: open,
    publish(collection) {
      if (actor.kind !== 'system') throw new HubError('FORBIDDEN', 'Only the product itself publishes documents.');
      return open(collection);
    },
  };
}

const erasedAtOnce = 1_000;

/** Some at a time, each an operation with a deadline of its own: the whole may take as long as it takes. */
async function eraseFrom(store: StoreConnection, collection: TeamCollection, teamId: string): Promise<number> {
  const reach = { tenantId: teamId };
  let count = 0;
  for (;;) {
    const erased = await store.run(async () => {
      const model = store.modelOf(collection);
      const found = await model
        .find({}, { _id: 1 }, { ...reach, limit: erasedAtOnce })
        .lean()
        .exec();
      const ids = found.map(({ _id }) => _id);
      return (await model.deleteMany({ _id: mongoose.trusted({ $in: ids }) }, reach).exec()).deletedCount;
    });
    count += erased;
    if (erased < erasedAtOnce) return count;
  }
}

function documentsOfAll(store: StoreConnection, systemReason: string): SystemDocuments {
  const forEach = async (
    collections: readonly TeamCollection[],
    work: (collection: TeamCollection) => Promise<number>,
  ) => {
    const counts: [string, number][] = [];
    for (const collection of collections) counts.push([collection.name, await store.run(() => work(collection))]);
    return Object.fromEntries(counts);
  };
  return {
    countTeam: (teamId, collections) =>
      forEach(collections, (collection) => store.modelOf(collection).countDocuments({}, { tenantId: teamId }).exec()),
    async eraseTeam(teamId, collections) {
      const counts: [string, number][] = [];
      for (const collection of collections) counts.push([collection.name, await eraseFrom(store, collection, teamId)]);
      return Object.fromEntries(counts);
    },
    all: (collection) =>
      createRepository({
        collection,
        model: store.modelOf(collection),
        reach: { systemReason },
        stamp: {},
        idOf: (key) => key,
        run: (work) => store.run(work),
      }),
  };
}
