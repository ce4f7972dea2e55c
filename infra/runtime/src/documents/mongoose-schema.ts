import { Schema, type Query, type SchemaDefinition, type SchemaDefinitionProperty } from 'mongoose';
import { z } from 'zod';
import type { AnyCollection } from './define-collection.js';
import type { RawDocument } from './raw-document.js';
import { filteredOperations, tenantPlugin } from './tenant-plugin.js';
import { uuidPattern } from '../values/values.js';

/** Milliseconds the server may work on one operation. */
export const maxTimeMs = 2000;

/** The Mongoose schema of a collection: strict on write and in filters, tenant plugin on when it belongs to teams. */
export function mongooseSchemaOf(collection: AnyCollection): Schema<RawDocument> {
  const isTeam = collection.audience === 'team';
  const fields: SchemaDefinition = {
    _id: { type: String, required: true },
    ...(isTeam && { tenantId: { type: String, required: true, immutable: true } }),
    schemaVersion: { type: Number, required: true },
    ...fieldsOf(collection.shape),
  };
  const schema = new Schema<RawDocument>(fields, {
    collection: collection.name,
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    minimize: false,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    timestamps: true,
    id: false,
  });
  schema.pre([...filteredOperations], { document: false, query: true }, function (this: Query<unknown, RawDocument>) {
    if (this.getOptions().maxTimeMS === undefined) this.maxTimeMS(maxTimeMs);
  });
  schema.pre('aggregate', function () {
    this.options.maxTimeMS ??= maxTimeMs;
  });
  if (isTeam) schema.plugin(tenantPlugin);
  return schema;
}

/** What the server itself checks on every write, whoever writes: the last wall. */
export function validatorOf(collection: AnyCollection): Record<string, unknown> {
  const isTeam = collection.audience === 'team';
  const own = Object.entries(collection.shape.shape).map(([name, field]) => ({ name, field: unwrap(field) }));
  const $jsonSchema = {
    bsonType: 'object',
    required: [
      '_id',
      ...(isTeam ? ['tenantId'] : []),
      'schemaVersion',
      ...own.filter(({ field }) => !field.isOptional).map(({ name }) => name),
    ],
    properties: {
      _id: { bsonType: 'string' },
      ...(isTeam && { tenantId: { bsonType: 'string', pattern: uuidPattern } }),
      schemaVersion: { bsonType: ['int', 'long', 'double'] },
      ...Object.fromEntries(own.map(({ name, field }) => [name, bsonOf(field)])),
    },
  };
  if (!isTeam) return { $jsonSchema };
  // The id begins with the tenant, so a document cannot pretend to be another team's.
  const $expr = { $eq: [{ $substrCP: ['$_id', 0, 37] }, { $concat: ['$tenantId', ':'] }] };
  return { $and: [{ $jsonSchema }, { $expr }] };
}

interface Unwrapped {
  readonly type: z.core.$ZodType;
  readonly isOptional: boolean;
  readonly isNullable: boolean;
}

function unwrap(type: z.core.$ZodType, isOptional = false, isNullable = false): Unwrapped {
  if (type instanceof z.ZodOptional) return unwrap(type.unwrap(), true, isNullable);
  if (type instanceof z.ZodNullable) return unwrap(type.unwrap(), isOptional, true);
  if (type instanceof z.ZodDefault || type instanceof z.ZodReadonly)
    return unwrap(type.unwrap(), isOptional, isNullable);
  return { type, isOptional, isNullable };
}

function fieldsOf(shape: z.core.$ZodObject): SchemaDefinition {
  return Object.fromEntries(
    Object.entries(shape._zod.def.shape).map(([name, field]) => [name, fieldOf(unwrap(field).type)]),
  );
}

function fieldOf(type: z.core.$ZodType): SchemaDefinitionProperty {
  switch (type._zod.def.type) {
    case 'string':
    case 'enum':
      return { type: String };
    case 'number':
    case 'int':
      return { type: Number };
    case 'boolean':
      return { type: Boolean };
    case 'date':
      return { type: Date };
    case 'object':
      return type instanceof z.ZodObject
        ? { type: new Schema({}, { _id: false }).add(fieldsOf(type)) }
        : { type: Schema.Types.Mixed };
    case 'array':
      return {
        type: type instanceof z.ZodArray ? [fieldOf(unwrap(type.element).type)] : [Schema.Types.Mixed],
        default: undefined,
      };
    case 'custom':
      return type instanceof z.ZodCustom && isBytes(type) ? { type: Buffer } : { type: Schema.Types.Mixed };
    default:
      return { type: Schema.Types.Mixed };
  }
}

function bsonOf({ type, isNullable }: Unwrapped): Record<string, unknown> {
  const types =
    bsonTypes[type._zod.def.type] ?? (type instanceof z.ZodCustom && isBytes(type) ? ['binData'] : undefined);
  return types === undefined ? {} : { bsonType: isNullable ? [...types, 'null'] : types };
}

const bsonTypes: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  enum: ['string'],
  number: ['int', 'long', 'double'],
  boolean: ['bool'],
  date: ['date'],
  object: ['object'],
  array: ['array'],
};

/** `z.instanceof(Uint8Array)` is how a shape says bytes. */
function isBytes(type: z.ZodCustom): boolean {
  return type.safeParse(new Uint8Array(1)).success && !type.safeParse(0).success;
}
