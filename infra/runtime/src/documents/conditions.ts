import mongoose from 'mongoose';
import { HubError } from '../errors/errors.js';

/** What a filter compares with. */
export type Scalar = string | number | boolean | Date | null;

/** A comparison other than equality. Only the functions beside it make one, so no client's object can pass for one. */
export class Condition {
  readonly #operators: Readonly<Record<string, unknown>>;

  constructor(operators: Readonly<Record<string, unknown>>) {
    this.#operators = operators;
  }

  /** The operators for the driver. */
  operators(): Readonly<Record<string, unknown>> {
    return this.#operators;
  }
}

/** Equal to one of the values; an array field: has one of them. At most 1,000. */
export function oneOf(values: readonly Scalar[]): Condition {
  if (values.length > 1000) throw new HubError('BAD_USER_INPUT', 'At most 1000 values can be asked for at once.');
  return new Condition({ $in: values.map((value) => scalar('oneOf', value)) });
}

/** Different from each of the values. At most 1,000. */
export function noneOf(values: readonly Scalar[]): Condition {
  if (values.length > 1000) throw new HubError('BAD_USER_INPUT', 'At most 1000 values can be left out at once.');
  return new Condition({ $nin: values.map((value) => scalar('noneOf', value)) });
}

/** Different from the value. */
export function not(value: Scalar): Condition {
  return new Condition({ $ne: scalar('not', value) });
}

/** From `from` (included) to `until` (excluded); either may be left out. */
export function between({ from, until }: { readonly from?: Scalar; readonly until?: Scalar }): Condition {
  return new Condition({
    ...(from !== undefined && { $gte: scalar('from', from) }),
    ...(until !== undefined && { $lt: scalar('until', until) }),
  });
}

/** Fields of the body, and the two dates, each with a value to equal or a condition. */
export type Filter<Body> = {
  readonly [Field in (keyof Body & string) | 'createdAt' | 'updatedAt']?: Scalar | Condition;
};

/**
 * Turns a filter into the driver's form.
 *
 * @throws {HubError} BAD_USER_INPUT for a plain object or array where a scalar belongs, or a name that begins with `$`.
 */
export function toMongoFilter(filter: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([field, value]) => {
      if (field.startsWith('$') || field.includes('.') || field === 'tenantId')
        throw new HubError('BAD_USER_INPUT', 'A filter names a field that cannot be filtered by.');
      return [field, value instanceof Condition ? mongoose.trusted({ ...value.operators() }) : scalar(field, value)];
    }),
  );
}

function scalar(field: string, value: unknown): Scalar {
  if (value === null || value instanceof Date) return value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new HubError('BAD_USER_INPUT', `The value for ${field} must be a single value.`);
}
