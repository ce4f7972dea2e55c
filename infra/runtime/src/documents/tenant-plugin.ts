import mongoose, { type Aggregate, type Model as ModelOf, type PipelineStage, type Query, type Schema } from 'mongoose';
import { HubError } from '../errors/errors.js';
import type { RawDocument } from './raw-document.js';

/**
 * For whom an operation on a team's collection runs; goes into its options. One of the two is needed:
 * `tenantId`, or for maintenance over all teams `systemReason`, a few words for the log.
 */
export type TenantOptions = { readonly tenantId: string } | { readonly systemReason: string };

/** Query operations with a filter, all of which the plugin narrows to the tenant. */
export const filteredOperations = [
  'countDocuments',
  'deleteMany',
  'deleteOne',
  'distinct',
  'find',
  'findOne',
  'findOneAndDelete',
  'findOneAndReplace',
  'findOneAndUpdate',
  'replaceOne',
  'updateMany',
  'updateOne',
] as const;

type Options = Readonly<Record<string, unknown>>;

/**
 * Makes every operation of a team's model name its tenant, or throw `TENANT_CONTEXT_MISSING`.
 *
 * The tenant is added to filters last, so a filter cannot bring its own; documents get it; an update may not change
 * it. Hooks can be skipped by an option of Mongoose, therefore `guardCollection` checks again below them.
 */
export function tenantPlugin(schema: Schema<RawDocument>): void {
  schema.pre([...filteredOperations], { document: false, query: true }, function (this: Query<unknown, RawDocument>) {
    const tenantId = tenantOf(this.getOptions());
    if (tenantId === null) return;
    refuseTenantChange(this.getUpdate(), tenantId);
    this.and([{ tenantId }]);
  });
  schema.pre('estimatedDocumentCount', function (this: Query<unknown, RawDocument>) {
    // Counts by metadata, which knows no tenants.
    if (tenantOf(this.getOptions()) !== null) throw missing('an estimated count');
  });
  schema.pre('aggregate', function (this: Aggregate<unknown>) {
    const tenantId = tenantOf(this.options);
    if (tenantId === null) return;
    refuseForeignStages(this.pipeline());
    this.pipeline().unshift({ $match: { tenantId } });
  });
  schema.pre('save', function (options) {
    const tenantId = tenantOf({ ...options });
    if (tenantId !== null) own(this.toObject(), tenantId);
  });
  // The hook of insertMany is not told the options, so the method itself is replaced.
  schema.static('insertMany', function (this: ModelOf<RawDocument>, documents: unknown, options?: Options) {
    const tenantId = tenantOf(options ?? {});
    if (tenantId !== null)
      for (const document of Array.isArray(documents) ? documents : [documents]) own(document, tenantId);
    return Reflect.apply(mongoose.Model.insertMany, this, [documents, options]);
  });
  schema.pre('bulkWrite', function (operations, options) {
    const tenantId = tenantOf({ ...options });
    if (tenantId !== null && Array.isArray(operations))
      for (const operation of operations) narrowBulk(operation, tenantId);
  });
  schema.static('watch', () => {
    throw missing('watching');
  });
}

/** The tenant of an operation, null for marked maintenance. Throws when it is neither. */
export function tenantOf(options: Options): string | null {
  const { tenantId, systemReason } = options;
  if (typeof tenantId === 'string' && tenantId !== '') return tenantId;
  if (typeof systemReason === 'string' && systemReason !== '') return null;
  throw missing('this operation');
}

/** The error for an operation that does not say for whom it runs. */
export function missing(what: string): HubError {
  return new HubError('TENANT_CONTEXT_MISSING', `There is no team for ${what} on documents.`);
}

function own(document: unknown, tenantId: string): void {
  if (!isRecord(document) || document['tenantId'] !== tenantId) throw missing('a document of another team');
}

function narrowBulk(operation: unknown, tenantId: string): void {
  if (!isRecord(operation)) throw missing('a malformed bulk operation');
  for (const [kind, body] of Object.entries(operation)) {
    if (!isRecord(body)) throw missing(`bulk ${kind}`);
    if (kind === 'insertOne') own(body['document'], tenantId);
    else {
      refuseTenantChange(body['update'], tenantId);
      if (kind === 'replaceOne') own(body['replacement'], tenantId);
      const filter = isRecord(body['filter']) ? body['filter'] : {};
      body['filter'] = { $and: [filter, { tenantId }] };
    }
  }
}

/** Any mention of `tenantId` in an update other than the same tenant as a plain value or on insert. */
function refuseTenantChange(update: unknown, tenantId: string): void {
  if (update === null || update === undefined) return;
  if (Array.isArray(update)) throw missing('an update by pipeline');
  if (!isRecord(update)) return;
  for (const [operator, fields] of Object.entries(update)) {
    if (operator === 'tenantId' && fields !== tenantId) throw missing('a change of team');
    if (!operator.startsWith('$') || !isRecord(fields)) continue;
    if (operator === '$rename' && Object.values(fields).includes('tenantId')) throw missing('a change of team');
    const isSame = (operator === '$set' || operator === '$setOnInsert') && fields['tenantId'] === tenantId;
    if (Object.hasOwn(fields, 'tenantId') && !isSame) throw missing('a change of team');
  }
}

const foreignStages = new Set([
  '$lookup',
  '$graphLookup',
  '$unionWith',
  '$out',
  '$merge',
  '$collStats',
  '$indexStats',
  '$currentOp',
  '$changeStream',
]);

/** Stages that read or write beyond the tenant's documents, however deep inside a `$facet` they hide. */
function refuseForeignStages(pipeline: readonly PipelineStage[]): void {
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isRecord(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (foreignStages.has(key)) throw missing(`the stage ${key.slice(1)}`);
      visit(inner);
    }
  };
  visit(pipeline);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
