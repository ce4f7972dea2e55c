import type { Connection } from 'mongoose';
import type { AnyCollection, CollectionIndex } from '../define-collection.js';
import { validatorOf } from '../mongoose-schema.js';

const namespaceExists = 48;

/** Creates the collection with its validator and indexes, or brings an existing one to them. Superfluous indexes stay. */
export async function ensureCollection(connection: Connection, collection: AnyCollection): Promise<void> {
  const { db } = connection;
  if (db === undefined) throw new TypeError('The connection is not open.');
  const validation = { validator: validatorOf(collection), validationLevel: 'strict', validationAction: 'error' };
  try {
    await db.createCollection(collection.name, validation);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === namespaceExists)) throw error;
    await db.command({ collMod: collection.name, ...validation });
  }
  const indexes = indexesOf(collection);
  if (indexes.length > 0) await db.collection(collection.name).createIndexes(indexes);
}

function indexesOf(
  collection: AnyCollection,
): { key: Record<string, 1 | -1>; unique?: boolean; expireAfterSeconds?: number }[] {
  const isTeam = collection.audience === 'team';
  // Without an index of its own a tenant's documents would be found by walking everyone's.
  const all: readonly CollectionIndex[] = isTeam
    ? [{ keys: {} }, ...(collection.indexes ?? [])]
    : (collection.indexes ?? []);
  return all.map(({ keys, unique, expireAfterSeconds }) => ({
    key: { ...(isTeam && expireAfterSeconds === undefined ? { tenantId: 1 as const } : {}), ...keys },
    ...(unique === undefined ? {} : { unique }),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
  }));
}
