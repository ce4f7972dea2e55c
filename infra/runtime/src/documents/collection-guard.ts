import type { Collection } from 'mongoose';
import { missing } from './tenant-plugin.js';

type Method = (...parameters: readonly unknown[]) => unknown;

/** Where each method of a collection carries its filter and its options. */
const filterMethods: Readonly<Record<string, { readonly filter: number; readonly options: number }>> = {
  find: { filter: 0, options: 1 },
  findOne: { filter: 0, options: 1 },
  count: { filter: 0, options: 1 },
  countDocuments: { filter: 0, options: 1 },
  distinct: { filter: 1, options: 2 },
  deleteOne: { filter: 0, options: 1 },
  deleteMany: { filter: 0, options: 1 },
  findOneAndDelete: { filter: 0, options: 1 },
  findOneAndReplace: { filter: 0, options: 2 },
  findOneAndUpdate: { filter: 0, options: 2 },
  replaceOne: { filter: 0, options: 2 },
  updateOne: { filter: 0, options: 2 },
  updateMany: { filter: 0, options: 2 },
};

const refusedMethods = [
  'estimatedDocumentCount',
  'watch',
  'initializeOrderedBulkOp',
  'initializeUnorderedBulkOp',
  'drop',
  'rename',
];

/**
 * The second wall round a team's collection, just above the driver: whatever path an operation took, what is about to
 * be sent must pin one tenant or carry `systemReason`. Throws `TENANT_CONTEXT_MISSING` otherwise.
 */
export function guardCollection(collection: Collection): void {
  for (const [name, { filter, options }] of Object.entries(filterMethods)) {
    guard(collection, name, (parameters) => isSystem(parameters[options]) || pinsTenant(parameters[filter]));
  }
  guard(
    collection,
    'aggregate',
    ([pipeline, options]) => isSystem(options) || (Array.isArray(pipeline) && pinsTenant(matchOf(pipeline[0]))),
  );
  guard(collection, 'insertOne', ([document]) => hasTenant(document));
  guard(collection, 'insertMany', ([documents]) => Array.isArray(documents) && documents.every(hasTenant));
  guard(
    collection,
    'bulkWrite',
    ([operations, options]) => isSystem(options) || (Array.isArray(operations) && operations.every(isOwnOperation)),
  );
  for (const name of refusedMethods) guard(collection, name, (parameters) => parameters.some(isSystem));
}

function guard(collection: Collection, name: string, isAllowed: (parameters: readonly unknown[]) => boolean): void {
  const original: unknown = Reflect.get(collection, name);
  if (typeof original !== 'function') return;
  const guarded: Method = (...parameters) => {
    if (!isAllowed(parameters)) throw missing(name);
    return Reflect.apply(original, collection, parameters);
  };
  Object.defineProperty(collection, name, { value: guarded, configurable: true, writable: true });
}

function isSystem(options: unknown): boolean {
  return isRecord(options) && typeof options['systemReason'] === 'string' && options['systemReason'] !== '';
}

/** True when the filter itself, or a member of its top-level `$and`, is an equality on `tenantId`. */
function pinsTenant(filter: unknown): boolean {
  if (!isRecord(filter)) return false;
  if (typeof filter['tenantId'] === 'string') return true;
  return Array.isArray(filter['$and']) && filter['$and'].some(pinsTenant);
}

function matchOf(stage: unknown): unknown {
  return isRecord(stage) ? stage['$match'] : undefined;
}

function hasTenant(document: unknown): boolean {
  return isRecord(document) && typeof document['tenantId'] === 'string';
}

function isOwnOperation(operation: unknown): boolean {
  if (!isRecord(operation)) return false;
  return Object.entries(operation).every(
    ([kind, body]) =>
      isRecord(body) && (kind === 'insertOne' ? hasTenant(body['document']) : pinsTenant(body['filter'])),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
