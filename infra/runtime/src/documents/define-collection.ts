import type { z } from 'zod';

/** An index. For a team's collection `tenantId` is put in front of the keys. */
export interface CollectionIndex {
  /** Field names in order; 1 ascending, -1 descending. */
  readonly keys: Readonly<Record<string, 1 | -1>>;
  readonly unique?: boolean;
  /** Removes a document so many seconds after its single date key. Such an index cannot begin with the tenant. */
  readonly expireAfterSeconds?: number;
}

/** What a collection is made of. */
export interface CollectionParts<Shape extends z.ZodRawShape> {
  /** Name in the store, snake case. */
  readonly name: string;
  /** What a document is, in lower case; part of every `_id` of a team's collection. */
  readonly kind: string;
  /** The document's own fields: the one source of types, casting, validation on read and write, and the store's validator. */
  readonly shape: z.ZodObject<Shape>;
  readonly indexes?: readonly CollectionIndex[];
  /** Written into every document. Default 1. Raise it together with an entry in `upgrades`. */
  readonly schemaVersion?: number;
  /** From a version to the next: applied one after another to an older document when it is read. */
  readonly upgrades?: Readonly<
    Record<number, (document: Readonly<Record<string, unknown>>) => Record<string, unknown>>
  >;
}

/** A collection whose documents each belong to one team. */
export interface TeamCollection<Shape extends z.ZodRawShape = z.ZodRawShape> extends CollectionParts<Shape> {
  readonly audience: 'team';
}

/** A collection of public documents: everyone reads, only the product writes. */
export interface PublicCollection<Shape extends z.ZodRawShape = z.ZodRawShape> extends CollectionParts<Shape> {
  readonly audience: 'public';
}

/** Either kind. */
export type AnyCollection<Shape extends z.ZodRawShape = z.ZodRawShape> =
  TeamCollection<Shape> | PublicCollection<Shape>;

/** The body of a collection's documents, after parsing. */
export type BodyOf<Collection extends CollectionParts<z.ZodRawShape>> = z.output<Collection['shape']>;

/** Fields that the runtime writes; a shape may not have them. */
export const reservedFields = ['_id', 'tenantId', 'schemaVersion', 'createdAt', 'updatedAt'] as const;

const nameShape = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/u;

/**
 * Defines a team's collection. Nothing is opened or created by it; a migration creates it in the store.
 *
 * @throws {TypeError} for a malformed name or a shape that names a reserved field.
 */
export function defineTeamCollection<Shape extends z.ZodRawShape>(
  parts: CollectionParts<Shape>,
): TeamCollection<Shape> {
  return Object.freeze({ ...checked(parts), audience: 'team' as const });
}

/** Defines a public collection, such as published summaries. Throws as {@link defineTeamCollection}. */
export function definePublicCollection<Shape extends z.ZodRawShape>(
  parts: CollectionParts<Shape>,
): PublicCollection<Shape> {
  return Object.freeze({ ...checked(parts), audience: 'public' as const });
}

function checked<Shape extends z.ZodRawShape>(parts: CollectionParts<Shape>): CollectionParts<Shape> {
  if (!nameShape.test(parts.name)) throw new TypeError(`"${parts.name}" is not a collection name: snake case.`);
  const taken = reservedFields.filter((field) => Object.hasOwn(parts.shape.shape, field));
  if (taken.length > 0) throw new TypeError(`${parts.name} names reserved fields: ${taken.join(', ')}.`);
  const missing = range(1, parts.schemaVersion ?? 1).filter((version) => parts.upgrades?.[version] === undefined);
  if (missing.length > 0) throw new TypeError(`${parts.name} has no upgrade from version ${missing.join(', ')}.`);
  return parts;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
