import mongoose, { type Connection, type Model } from 'mongoose';
import { createCircuit, type CircuitState } from '../circuit/circuit.js';
import { createOutages, type Logger, type Outages } from '../telemetry/telemetry.js';
import { guardCollection } from './collection-guard.js';
import type { AnyCollection } from './define-collection.js';
import { mongooseSchemaOf } from './mongoose-schema.js';
import { StoreDeadlineError, isStoreOutage, translateStoreError, withinTime } from './outage.js';
import type { RawDocument } from './raw-document.js';

/** How to reach the document store. */
export interface ConnectionOptions {
  /** `mongodb://` or `mongodb+srv://`, a replica set. */
  readonly url: string;
  /** Name of the database; default the one in the URL. */
  readonly database?: string;
  readonly logger: Logger;
  /** Longest wait for one operation, server selection included. Default 2,300. */
  readonly operationTimeoutMs?: number;
  /** Longest silence of a socket in use, in milliseconds. Default 10,000. Migrations have none. */
  readonly socketTimeoutMs?: number;
  readonly poolSizeMax?: number;
  readonly onState?: (state: CircuitState) => void;
  /** The watches of the process. Default: one of the connection's own. */
  readonly outages?: Outages;
}

/** A connection behind a circuit. */
export interface StoreConnection {
  readonly state: CircuitState;
  /** The model of a collection, guarded when it belongs to teams. */
  modelOf(collection: AnyCollection): Model<RawDocument>;
  /** Runs work when the store is there. @throws {HubError} DOCUMENT_STORE_UNAVAILABLE, at once while it is known to be away. */
  run<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** {@link run} without its deadline, on a connection of its own that waits for any answer: for migrations. */
  runLong<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

const serverSelectionTimeoutMs = 2000;

const collectionOptions = { bufferCommands: false, autoIndex: false, autoCreate: false };

/**
 * Connects, waiting at most for the first attempt. Uses a Mongoose of its own, so global settings neither reach it nor
 * come from it. Never rejects for an absent store: it keeps probing and is there when the store is.
 */
export async function openConnection(options: ConnectionOptions): Promise<StoreConnection> {
  const { logger, operationTimeoutMs = 2300, onState, outages = createOutages({ logger }) } = options;
  const own = new mongoose.Mongoose({ strictQuery: 'throw', sanitizeFilter: true, ...collectionOptions });
  const connection = own.createConnection();
  connection.on('error', () => logger.debug({ event: 'documents_connection' }, 'Document store connection error.'));
  const pingOnce = createPing(connection, options);
  const ping = (): Promise<void> => withinTime(operationTimeoutMs, pingOnce);
  const first = await ping().then(
    () => true,
    () => false,
  );
  const circuit = createCircuit({
    probe: ping,
    isOutage: isStoreOutage,
    // The first failure has already waited for the driver's own retries; another four would only keep people waiting.
    failuresMax: 2,
    probeIntervalMs: 1000,
    initialState: first ? 'closed' : 'open',
    ...(onState && { onState }),
    watch: outages.of('MongoDB'),
  });
  return {
    get state() {
      return circuit.state;
    },
    modelOf: createModels(connection),
    async run(work) {
      try {
        return await circuit.run(() => withinTime(operationTimeoutMs, () => work(connection)));
      } catch (error) {
        throw translateStoreError(error);
      }
    },
    async runLong(work) {
      try {
        return await circuit.run(() => onPatientConnection(own.createConnection(), options, work));
      } catch (error) {
        throw translateStoreError(error);
      }
    },
    ping,
    async close() {
      circuit.stop();
      await connection.close(true).catch(() => undefined);
    },
  };
}

/**
 * Opens the connection with the first ping. Once open, the driver finds the server again by itself; opening anew would
 * leave its old client behind, unclosed. Probes that meet while it opens share the attempt; one that failed is followed
 * by another.
 */
function createPing(connection: Connection, options: ConnectionOptions) {
  const { url, poolSizeMax = 10, socketTimeoutMs = 10_000 } = options;
  const driverOptions = {
    ...sharedOptions(options),
    socketTimeoutMS: socketTimeoutMs,
    waitQueueTimeoutMS: 1000,
    maxPoolSize: poolSizeMax,
    writeConcern: { w: 'majority' as const, journal: true, wtimeoutMS: 2000 },
  };
  let opening: Promise<unknown> | undefined;
  return async (): Promise<void> => {
    opening ??= connection.openUri(url, driverOptions).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    await opening;
    if (connection.db === undefined) throw new StoreDeadlineError('The connection is not open yet.');
    await connection.db.command({ ping: 1 });
  };
}

/** An index of a large collection takes minutes, in which the server says nothing; so does its copy on the other members. */
async function onPatientConnection<T>(
  connection: Connection,
  options: ConnectionOptions,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const patience = { socketTimeoutMS: 0, maxPoolSize: 2, writeConcern: { w: 'majority' as const, journal: true } };
  try {
    await connection.openUri(options.url, { ...sharedOptions(options), ...patience });
    return await work(connection);
  } finally {
    await connection.close(true).catch(() => undefined);
  }
}

function sharedOptions({ database }: ConnectionOptions) {
  return {
    ...(database !== undefined && { dbName: database }),
    serverSelectionTimeoutMS: serverSelectionTimeoutMs,
    connectTimeoutMS: serverSelectionTimeoutMs,
    heartbeatFrequencyMS: 2000,
    ...collectionOptions,
  };
}

/** Makes the model of each collection once. */
function createModels(connection: Connection): StoreConnection['modelOf'] {
  const models = new Map<string, { readonly collection: AnyCollection; readonly model: Model<RawDocument> }>();
  return (collection) => {
    const known = models.get(collection.name);
    if (known?.collection === collection) return known.model;
    if (known !== undefined) throw new TypeError(`Two definitions of the collection ${collection.name}.`);
    const model = connection.model<RawDocument>(collection.name, mongooseSchemaOf(collection));
    if (collection.audience === 'team') guardCollection(model.collection);
    models.set(collection.name, { collection, model });
    return model;
  };
}
