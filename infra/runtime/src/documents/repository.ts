import mongoose, { type Model, type SaveOptions } from 'mongoose';
import type { z } from 'zod';
import { HubError } from '../errors/errors.js';
import { withStoreSpan } from '../telemetry/telemetry.js';
import { fromStore, toStore } from './bytes.js';
import { toMongoFilter } from './conditions.js';
import { idsBehind } from './document-id.js';
import type { AnyCollection } from './define-collection.js';
import type { ReadRepository, Repository, Stored } from './repository-contract.js';
import type { TenantOptions } from './tenant-plugin.js';
import type { RawDocument } from './raw-document.js';
import { refuseUnwritten } from './refuse-unwritten.js';

/** What binds a repository to a reach. */
export interface RepositoryParts<Shape extends z.ZodRawShape> {
  readonly collection: AnyCollection<Shape>;
  readonly model: Model<RawDocument>;
  /** Options for every operation; empty for public collections. */
  readonly reach: TenantOptions | Readonly<Record<string, never>>;
  /** Fields every document of this reach has. */
  readonly stamp: Readonly<Record<string, unknown>>;
  readonly idOf: (key: string) => string;
  /** Runs store work behind the circuit and translates its errors. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

const limitMax = 1000;

/** Builds the operations; see {@link Repository}. */
export function createRepository<Shape extends z.ZodRawShape>(
  parts: RepositoryParts<Shape>,
): Repository<z.output<z.ZodObject<Shape>>, z.input<z.ZodObject<Shape>>> {
  const { model, reach, idOf } = parts;
  const run = tracedRun(parts);
  const parse = (raw: Readonly<Record<string, unknown>>) => parseStored(parts.collection, raw);
  return {
    async get(key) {
      const raw = await run('findOne', () =>
        model
          .findOne({ _id: idOf(key) }, null, { ...reach })
          .lean()
          .exec(),
      );
      return raw === null ? null : parse(raw);
    },
    async getMany(keys) {
      limited(keys.length);
      const byId = new Map(keys.map((key) => [idOf(key), key]));
      const raws = await run('find', () =>
        model
          .find({ _id: mongoose.trusted({ $in: [...byId.keys()] }) }, null, { ...reach })
          .lean()
          .exec(),
      );
      return new Map(raws.map((raw) => [byId.get(raw._id) ?? raw._id, parse(raw)]));
    },
    async find(filter, { sort = {}, limit = 100 } = {}) {
      const order = Object.fromEntries([
        ...Object.entries(sort).map(([field, way]) => [field, way === 'descending' ? -1 : 1]),
        ['_id', 1],
      ]);
      const query = () =>
        model.find(toMongoFilter(filter), null, {
          ...reach,
          sort: order,
          limit: limited(limit, 1),
        });
      return (await run('find', () => query().lean().exec())).map(parse);
    },
    async page({ after, limit }) {
      const ids = mongoose.trusted(idsBehind('tenantId' in reach ? reach.tenantId : undefined, after));
      const options = { ...reach, sort: { _id: 1 } as const, limit: limited(limit, 1) };
      return (await run('find', () => model.find({ _id: ids }, null, options).lean().exec())).map(parse);
    },
    count: (filter) => run('countDocuments', () => model.countDocuments(toMongoFilter(filter), { ...reach }).exec()),
    distinct: (field, filter) =>
      run('distinct', () => model.distinct(field, toMongoFilter(filter), { ...reach }).exec()),
    aggregate: (pipeline) => run('aggregate', () => model.aggregate<unknown>([...pipeline], { ...reach }).exec()),
    ...createWrites(parts, run, parse),
  };
}

/** Runs the operation of this name. */
type TracedRun = <T>(operation: string, work: () => Promise<T>) => Promise<T>;

function tracedRun({
  collection,
  run,
}: Pick<RepositoryParts<z.ZodRawShape>, 'run'> & { collection: { name: string } }): TracedRun {
  return (operation, work) =>
    run(() => withStoreSpan({ system: 'mongodb', operation, collection: collection.name }, work));
}

type Writes<Body, Input> = Omit<Repository<Body, Input>, keyof ReadRepository<Body>>;

function createWrites<Shape extends z.ZodRawShape>(
  { collection, model, reach, stamp, idOf }: RepositoryParts<Shape>,
  run: TracedRun,
  parse: (raw: Readonly<Record<string, unknown>>) => Stored<z.output<z.ZodObject<Shape>>>,
): Writes<z.output<z.ZodObject<Shape>>, z.input<z.ZodObject<Shape>>> {
  const schemaVersion = collection.schemaVersion ?? 1;
  const bodyOf = (body: unknown): Record<string, unknown> => ({ ...toStore(parseBody(collection.shape, body)) });
  // Not a replacement, because that would lose the date of creation; the tenant comes from the filter.
  const wholeOf = (body: unknown) => {
    const fields = bodyOf(body);
    const absent = Object.keys(collection.shape.shape).filter((field) => fields[field] === undefined);
    return {
      $set: { ...fields, schemaVersion },
      ...(absent.length > 0 && { $unset: Object.fromEntries(absent.map((field) => [field, 1])) }),
    };
  };
  return {
    async put(key, body) {
      const options = { ...reach, upsert: true, returnDocument: 'after' as const };
      const raw = await run('findOneAndUpdate', () =>
        model
          .findOneAndUpdate({ _id: idOf(key) }, wholeOf(body), options)
          .lean()
          .exec(),
      );
      if (raw === null) throw new HubError('INTERNAL_SERVER_ERROR', 'An upsert gave no document.');
      return parse(raw);
    },
    async putMany(entries) {
      limited(entries.size);
      const operations = [...entries].map(([key, body]) => ({
        updateOne: { filter: { _id: idOf(key) }, update: wholeOf(body), upsert: true },
      }));
      const result = await run('bulkWrite', () => model.bulkWrite(operations, { ...reach, ordered: false }));
      refuseUnwritten(result.mongoose, [...entries.keys()].map(idOf));
      return result.upsertedCount + result.matchedCount;
    },
    async insert(key, body) {
      const fresh = new model({ ...bodyOf(body), ...stamp, _id: idOf(key), schemaVersion });
      const options: SaveOptions & { tenantId?: unknown; systemReason?: unknown } = { ...reach };
      await run('insertOne', () => fresh.save(options));
      return parse(fresh.toObject());
    },
    async patch(key, fields, onlyIf = {}) {
      const $set = toStore(parseBody(collection.shape.partial(), fields));
      const filter = { ...toMongoFilter(onlyIf), _id: idOf(key) };
      const raw = await run('findOneAndUpdate', () =>
        model
          .findOneAndUpdate(filter, { $set: { ...$set, schemaVersion } }, { ...reach, returnDocument: 'after' })
          .lean()
          .exec(),
      );
      return raw === null ? null : parse(raw);
    },
    async remove(key) {
      return (
        (await run('deleteOne', () => model.deleteOne({ _id: idOf(key) }, { ...reach }).exec())).deletedCount === 1
      );
    },
    async removeMany(filter) {
      return (await run('deleteMany', () => model.deleteMany(toMongoFilter(filter), { ...reach }).exec())).deletedCount;
    },
  };
}

function limited(count: number, min = 0, max = limitMax): number {
  if (Number.isSafeInteger(count) && count >= min && count <= max) return count;
  throw new HubError('BAD_USER_INPUT', `A number of documents must be a whole number from ${min} to ${max}.`);
}

function parseBody<Body>(shape: z.ZodType<Body>, body: unknown): Body {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))];
  throw new HubError('BAD_USER_INPUT', 'The document has fields that do not fit.', {
    details: { fields },
    cause: parsed.error,
  });
}

/** Brings an older document to the present version, then checks it: what was stored is not believed. */
function parseStored<Shape extends z.ZodRawShape>(
  collection: AnyCollection<Shape>,
  raw: Readonly<Record<string, unknown>>,
): Stored<z.output<z.ZodObject<Shape>>> {
  let document = fromStore(raw);
  const stored = typeof raw['schemaVersion'] === 'number' ? raw['schemaVersion'] : 1;
  for (let version = stored; version < (collection.schemaVersion ?? 1); version += 1) {
    document = collection.upgrades?.[version]?.(document) ?? document;
  }
  const parsed = collection.shape.safeParse(document);
  if (!parsed.success)
    throw new TypeError(`A stored document of ${collection.name} does not fit its shape.`, { cause: parsed.error });
  return {
    ...parsed.data,
    _id: String(raw['_id']),
    createdAt: dateOf(raw['createdAt']),
    updatedAt: dateOf(raw['updatedAt']),
  };
}

function dateOf(value: unknown): Date {
  return value instanceof Date ? value : new Date(0);
}
