import type { Connection } from 'mongoose';
import type { AnyCollection, CollectionIndex } from '../define-collection.js';
import { validatorOf } from '../mongoose-schema.js';

const namespaceExists = 48;
const indexNotFound = 27;

/** Creates the collection with its validator and indexes, or brings an existing one to them. Of superfluous indexes only that of tenants goes. */
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
  if (collection.audience === 'team' && indexes.every(({ key }) => Object.keys(key).join() !== 'tenantId'))
    await db.collection(collection.name).dropIndex('tenantId_1').catch(unlessAbsent);
}

function indexesOf(
  collection: AnyCollection,
): { key: Record<string, 1 | -1>; unique?: boolean; expireAfterSeconds?: number }[] {
  const isTeam = collection.audience === 'team';
  const own = collection.indexes ?? [];
  // Without an index that begins with the tenant its documents would be found by walking everyone's. One is enough: an
  // index of the tenant alone is the beginning of each of the others.
  const beginsWithTenant = own.some(({ expireAfterSeconds }) => expireAfterSeconds === undefined);
  const all: readonly CollectionIndex[] = isTeam && !beginsWithTenant ? [{ keys: {} }, ...own] : own;
  return all.map(({ keys, unique, expireAfterSeconds }) => ({
    key: { ...(isTeam && expireAfterSeconds === undefined ? { tenantId: 1 as const } : {}), ...keys },
    ...(unique === undefined ? {} : { unique }),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
  }));
}

function unlessAbsent(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === indexNotFound)) throw error;
}
