import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import mongoose, { type Model } from 'mongoose';
import { z } from 'zod';
import { defineTeamCollection } from '@hub/runtime/documents';
import { guardCollection } from '../../infra/runtime/src/documents/collection-guard.js';
import { ensureCollection } from '../../infra/runtime/src/documents/migrations/ensure-collection.js';
import { mongooseSchemaOf } from '../../infra/runtime/src/documents/mongoose-schema.js';
import { filteredOperations } from '../../infra/runtime/src/documents/tenant-plugin.js';
import type { RawDocument } from '../../infra/runtime/src/documents/raw-document.js';

const items = defineTeamCollection({ name: 'items', kind: 'item', shape: z.object({ n: z.number() }) });
const mine = randomUUID();
const theirs = randomUUID();
const own = new mongoose.Mongoose({
  strictQuery: 'throw',
  sanitizeFilter: true,
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
});
const connection = own.createConnection();
let model: Model<RawDocument>;

const itemOf = (tenantId: string, key: string, n = 1) => ({
  _id: `${tenantId}:item:${key}`,
  tenantId,
  schemaVersion: 1,
  n,
});
const asMine: object = { tenantId: mine };
const asSystem: object = { systemReason: 'test' };
const refusal = { code: 'TENANT_CONTEXT_MISSING' };

/** What is in the store, past every wall: the driver's own collection. */
async function everything(): Promise<unknown[]> {
  const found = await connection.db?.collection<RawDocument>('items').find().sort({ _id: 1 }).toArray();
  return (found ?? []).map(({ _id, tenantId, n }) => ({ _id, tenantId, n }));
}

async function attempt(work: () => unknown): Promise<unknown> {
  return work();
}

beforeAll(async () => {
  await connection.openUri(process.env['MONGODB_URL'] ?? '', { dbName: `plugin_${randomUUID().slice(0, 8)}` });
  await ensureCollection(connection, items);
  model = connection.model<RawDocument>('items', mongooseSchemaOf(items));
  guardCollection(model.collection);
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close(true);
});

beforeEach(async () => {
  const raw = connection.db?.collection<RawDocument>('items');
  await raw?.deleteMany({});
  await raw?.insertMany([itemOf(mine, 'a'), itemOf(mine, 'b'), itemOf(theirs, 'a')]);
});

type Operation = (options: Record<string, unknown>) => unknown;

/** Every way Mongoose offers to reach a collection. */
const operations: Readonly<Record<string, Operation>> = {
  countDocuments: (options) => model.countDocuments({}, options),
  deleteMany: (options) => model.deleteMany({}, options),
  deleteOne: (options) => model.deleteOne({}, options),
  distinct: (options) => model.distinct('n', {}, options),
  exists: (options) => model.exists({}).setOptions(options),
  find: (options) => model.find({}, null, options),
  findById: (options) => model.findById(`${mine}:item:a`, null, options),
  findByIdAndDelete: (options) => model.findByIdAndDelete(`${mine}:item:a`, options),
  findByIdAndUpdate: (options) => model.findByIdAndUpdate(`${mine}:item:a`, { n: 2 }, options),
  findAndCount: (options) => model.findAndCount({}, null, { ...options, sort: { n: 1 }, limit: 1 }),
  findOne: (options) => model.findOne({}, null, options),
  findOneAndDelete: (options) => model.findOneAndDelete({}, options),
  findOneAndReplace: (options) => model.findOneAndReplace({ n: 7 }, itemOf(mine, 'a', 2), options),
  findOneAndUpdate: (options) => model.findOneAndUpdate({}, { n: 2 }, options),
  replaceOne: (options) => model.replaceOne({ n: 7 }, itemOf(mine, 'a', 2), options),
  updateMany: (options) => model.updateMany({}, { n: 2 }, options),
  updateOne: (options) => model.updateOne({}, { n: 2 }, options),
  where: (options) => model.where({ n: 1 }).setOptions(options).exec(),
  'find by cursor': (options) => model.find({}, null, options).cursor().next(),
  'find by async iteration': async (options) => {
    for await (const found of model.find({}, null, options)) return found;
    return null;
  },
  aggregate: (options) => model.aggregate([{ $match: {} }], options).exec(),
  'aggregate by cursor': (options) =>
    model
      .aggregate([{ $match: {} }], options)
      .cursor()
      .next(),
  'aggregate explained': (options) => model.aggregate([{ $match: {} }], options).explain(),
  insertMany: (options) => model.insertMany([itemOf(mine, 'new')], options),
  insertOne: (options) => model.insertOne(itemOf(mine, 'new'), options),
  create: (options) => model.create([itemOf(mine, 'new')], options),
  save: (options) => new model(itemOf(mine, 'new')).save(options),
  bulkWrite: (options) => model.bulkWrite([{ updateOne: { filter: {}, update: { n: 2 } } }], options),
  bulkSave: (options) => model.bulkSave([new model(itemOf(mine, 'new'))], options),
  'document.updateOne': (options) => model.hydrate(itemOf(mine, 'a')).updateOne({ n: 2 }, options),
  'document.deleteOne': (options) => model.hydrate(itemOf(mine, 'a')).deleteOne(options),
};

/** Those that cannot be narrowed to a tenant. */
const unscoped: Readonly<Record<string, Operation>> = {
  estimatedDocumentCount: (options) => model.estimatedDocumentCount(options),
  watch: (options) => model.watch([], options),
};

/** Those that write one whole document, which names its tenant itself: with hooks off that is all the second wall asks for. */
const pinned = ['insertOne', 'create', 'save', 'bulkSave'];

describe('without a tenant', () => {
  test.each(Object.entries({ ...operations, ...unscoped }))(
    '%s throws and changes nothing',
    async (_name, operation) => {
      const before = await everything();
      await expect(attempt(() => operation({}))).rejects.toMatchObject(refusal);
      expect(await everything()).toEqual(before);
    },
  );

  test.each(Object.entries({ ...operations, ...unscoped }).filter(([name]) => !pinned.includes(name)))(
    '%s throws although its hooks are switched off, and changes nothing',
    async (_name, operation) => {
      const before = await everything();
      const options = { middleware: false };
      await expect(attempt(() => operation(options))).rejects.toMatchObject(refusal);
      expect(await everything()).toEqual(before);
    },
  );

  test.each(['', null, 0, {}, { $ne: '' }])('an empty or odd tenant counts as none: %p', async (tenantId) => {
    await expect(attempt(() => model.find({}, null, { tenantId }))).rejects.toMatchObject(refusal);
  });

  test('covers every operation that Mongoose calls a query', () => {
    const known = [...filteredOperations, 'estimatedDocumentCount'].toSorted();
    const hooked = [
      'countDocuments',
      'deleteMany',
      'deleteOne',
      'distinct',
      'estimatedDocumentCount',
      'find',
      'findOne',
      'findOneAndDelete',
      'findOneAndReplace',
      'findOneAndUpdate',
      'replaceOne',
      'updateMany',
      'updateOne',
    ];
    expect(known).toEqual(hooked);
    const methods = Object.getOwnPropertyNames(mongoose.Query.prototype).filter(
      (name) =>
        /^(find|count|distinct|estimated|update|replace|delete)/u.test(name) &&
        Reflect.get(mongoose.Query.prototype, name) !== undefined,
    );
    const derived = ['findById', 'findByIdAndDelete', 'findByIdAndReplace', 'findByIdAndUpdate', 'findAndCount'];
    expect(methods.filter((name) => !hooked.includes(name) && !derived.includes(name))).toEqual([]);
  });

  test.each<[string, () => unknown]>([
    ['find', () => model.collection.find({})],
    ['findOne', () => model.collection.findOne({ n: 1 })],
    ['countDocuments', () => model.collection.countDocuments({})],
    ['distinct', () => model.collection.distinct('n', {})],
    ['deleteMany', () => model.collection.deleteMany({})],
    ['updateMany', () => model.collection.updateMany({}, { $set: { n: 2 } })],
    ['insertOne', () => model.collection.insertOne({ n: 1 })],
    ['aggregate', () => model.collection.aggregate([{ $match: {} }])],
    ['bulkWrite', () => model.collection.bulkWrite([{ deleteMany: { filter: {} } }])],
    ['a tenant by operator', () => model.collection.find({ tenantId: { $gt: '' } })],
    ['a tenant inside an or', () => model.collection.find({ $or: [{ tenantId: mine }, { n: 1 }] })],
    ['estimatedDocumentCount', () => model.collection.estimatedDocumentCount()],
    ['watch', () => model.collection.watch([])],
    ['drop', () => model.collection.drop()],
  ])("the collection's own %s throws and changes nothing", async (_name, operation) => {
    const before = await everything();
    await expect(attempt(operation)).rejects.toMatchObject(refusal);
    expect(await everything()).toEqual(before);
  });
});

describe('with a tenant', () => {
  test.each(Object.entries(operations))('%s runs and leaves the other team alone', async (_name, operation) => {
    await attempt(() => operation({ tenantId: mine }));
    expect((await everything()).filter((item) => JSON.stringify(item).includes(theirs))).toEqual([
      { _id: `${theirs}:item:a`, tenantId: theirs, n: 1 },
    ]);
  });

  test('every read gives only its own', async () => {
    const options = { tenantId: theirs };
    expect(await model.countDocuments({}, options)).toBe(1);
    expect(await model.find({}, null, options).distinct('_id')).toEqual([`${theirs}:item:a`]);
    expect(await model.findOne({ _id: `${mine}:item:a` }, null, options)).toBeNull();
    expect(await model.aggregate([{ $project: { _id: 1 } }], options)).toEqual([{ _id: `${theirs}:item:a` }]);
    expect(await model.find({ $or: [{ tenantId: mine }, { n: 1 }] }, null, options)).toHaveLength(1);
    expect(await model.find({ tenantId: mine }, null, options)).toEqual([]);
  });

  test.each(Object.entries(unscoped))('%s throws, because it knows no tenants', async (_name, operation) => {
    await expect(attempt(() => operation({ tenantId: mine }))).rejects.toMatchObject(refusal);
  });

  test.each<[string, () => unknown]>([
    ['setting the tenant', () => model.updateOne({}, { $set: { tenantId: theirs } }, asMine)],
    ['a bare tenant', () => model.updateOne({}, { tenantId: theirs }, asMine)],
    ['unsetting the tenant', () => model.updateMany({}, { $unset: { tenantId: 1 } }, asMine)],
    ['renaming onto the tenant', () => model.updateMany({}, { $rename: { n: 'tenantId' } }, asMine)],
    [
      'a pipeline update',
      () => model.updateMany({}, [{ $set: { tenantId: theirs } }], { ...asMine, updatePipeline: true }),
    ],
    ['a replacement of another team', () => model.replaceOne({}, itemOf(theirs, 'z'), asMine)],
    ['an insert of another team', () => model.insertMany([itemOf(mine, 'y'), itemOf(theirs, 'z')], asMine)],
    ['a save of another team', () => new model(itemOf(theirs, 'z')).save(asMine)],
    [
      'a bulk insert of another team',
      () => model.bulkWrite([{ insertOne: { document: itemOf(theirs, 'z') } }], asMine),
    ],
    [
      'a bulk change of team',
      () => model.bulkWrite([{ updateMany: { filter: {}, update: { $set: { tenantId: theirs } } } }], asMine),
    ],
    ['a lookup', () => model.aggregate([{ $lookup: { from: 'items', pipeline: [], as: 'x' } }], asMine)],
    ['a union inside a facet', () => model.aggregate([{ $facet: { x: [{ $unionWith: 'items' } as never] } }], asMine)],
    ['an out', () => model.aggregate([{ $out: 'items' }], asMine)],
  ])('%s is refused and changes nothing', async (_name, operation) => {
    const before = await everything();
    await expect(attempt(operation)).rejects.toMatchObject(refusal);
    expect(await everything()).toEqual(before);
  });
});

describe('marked as maintenance', () => {
  test('reads over all teams', async () => {
    expect(await model.countDocuments({}, asSystem)).toBe(3);
    expect(await model.aggregate([{ $count: 'n' }], asSystem)).toEqual([{ n: 3 }]);
    expect(await model.estimatedDocumentCount(asSystem)).toBe(3);
  });
});

describe('the validator in the store', () => {
  test.each<[string, Record<string, unknown>]>([
    ['no tenant', { _id: `${mine}:item:q`, schemaVersion: 1, n: 1 }],
    ['a tenant that is no UUID', { _id: `x:item:q`, tenantId: 'x', schemaVersion: 1, n: 1 }],
    ["another team's id", { ...itemOf(mine, 'q'), tenantId: theirs }],
    ['no version', { _id: `${mine}:item:q`, tenantId: mine, n: 1 }],
    ['a missing field', { _id: `${mine}:item:q`, tenantId: mine, schemaVersion: 1 }],
    ['a field of the wrong type', { ...itemOf(mine, 'q'), n: 'many' }],
  ])('refuses a write past Mongoose with %s', async (_name, document) => {
    const raw = connection.db?.collection<Record<string, unknown>>('items');
    await expect(raw?.insertOne(document)).rejects.toMatchObject({ code: 121 });
    expect(await everything()).toHaveLength(3);
  });
});
