import type { PipelineStage } from 'mongoose';
import type { Filter } from './conditions.js';

/** A body as stored, with what the runtime adds. */
export type Stored<Body> = Body & { readonly _id: string; readonly createdAt: Date; readonly updatedAt: Date };

/** Which documents, in what order, how many. */
export interface FindOptions<Body> {
  /** Fields in order of importance. `_id` is always added last, so that pages do not overlap. */
  readonly sort?: {
    readonly [Field in (keyof Body & string) | 'createdAt' | 'updatedAt']?: 'ascending' | 'descending';
  };
  /** 1 to 1,000. Default 100. */
  readonly limit?: number;
}

/** Reading one collection within one reach. Every call throws DOCUMENT_STORE_UNAVAILABLE when the store is away. */
export interface ReadRepository<Body> {
  /** By key; null when there is none within reach. */
  get(key: string): Promise<Stored<Body> | null>;
  /** By keys, in one query; keys without a document are absent. At most 1,000. */
  getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Stored<Body>>>;
  /** @throws {HubError} BAD_USER_INPUT for an object where a scalar belongs, an unknown field or an impossible limit. */
  find(filter: Filter<Body>, options?: FindOptions<Body>): Promise<readonly Stored<Body>[]>;
  /**
   * Documents in the order of ids, behind one of them; null for the first ones. The hundredth page costs what the first
   * one does. At most 1,000.
   */
  page(page: { readonly after: string | null; readonly limit: number }): Promise<readonly Stored<Body>[]>;
  count(filter: Filter<Body>): Promise<number>;
  /** The different values of a field among the documents that match. */
  distinct(field: keyof Body & string, filter: Filter<Body>): Promise<readonly unknown[]>;
  /** Rows of a pipeline that begins with this reach. Stages that leave the collection are refused. Write it in code, never from input. */
  aggregate(pipeline: readonly PipelineStage[]): Promise<readonly unknown[]>;
}

/** Reading and writing one collection within one reach. Writes are acknowledged by a majority, journalled. */
export interface Repository<Body, Input = Body> extends ReadRepository<Body> {
  /** Writes the whole body under its key, whether or not it exists. Doing it twice is doing it once. */
  put(key: string, body: Input): Promise<Stored<Body>>;
  /**
   * Many at once, unordered; answers how many were written.
   * @throws {HubError} BAD_USER_INPUT naming the ids of documents that do not fit. The others are written.
   */
  putMany(entries: ReadonlyMap<string, Input>): Promise<number>;
  /** @throws {HubError} CONFLICT when the key, or a unique field, exists. */
  insert(key: string, body: Input): Promise<Stored<Body>>;
  /** Sets some fields of one document, only while it matches `onlyIf` (compare and set). Null when it does not, or is not there. */
  patch(key: string, fields: Partial<Input>, onlyIf?: Filter<Body>): Promise<Stored<Body> | null>;
  /** Answers whether there was one. */
  remove(key: string): Promise<boolean>;
  /** Answers how many were removed. */
  removeMany(filter: Filter<Body>): Promise<number>;
}
