import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';
import { readDay, readInstant } from '../values/values.js';

// `graphql-scalars` is not as strict: it reads the year 0000 and offsets up to 23:59, and it has no exact decimal.

/** An instant with its offset, such as `2026-03-31T11:00:00+02:00`. Answers are in UTC. */
export const dateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant, RFC 3339 with an offset: 2026-03-31T11:00:00+02:00. Answers are in UTC.',
  serialize: (value) => {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
    if (typeof value === 'string') return value;
    throw new GraphQLError('A DateTime could not be read.');
  },
  parseValue: (value) => parseDateTime(value),
  parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : undefined, node),
});

/** A calendar day without a time zone, such as `2026-03-31`. */
export const dateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A calendar day: 2026-03-31.',
  serialize: (value) => {
    if (value instanceof Date) return value.toISOString().slice(0, 10);
    if (typeof value === 'string') return value;
    throw new GraphQLError('A Date could not be read.');
  },
  parseValue: (value) => parseDate(value),
  parseLiteral: (node) => parseDate(node.kind === Kind.STRING ? node.value : undefined, node),
});

/** A decimal number as text, exact: money never passes through binary floating point. */
export const decimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal number as text: "1250000.50".',
  serialize: (value) => String(value),
  parseValue: (value) => parseDecimal(value),
  parseLiteral: (node) =>
    parseDecimal(
      node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : undefined,
      node,
    ),
});

/** Any JSON value, as it is. */
export const jsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value, written as itself: `{"key": [1, null]}`.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

/** A number of bytes; the database may hold it wider than a number of JavaScript is exact. */
export const byteCountScalar = new GraphQLScalarType<number, number>({
  name: 'ByteCount',
  description: 'A number of bytes, a whole number of up to 53 bits: 5000000000.',
  serialize: (value) => {
    const count = typeof value === 'bigint' ? Number(value) : value;
    if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
    throw new GraphQLError('A ByteCount could not be read.');
  },
});

/** The scalars of the API beside those of GraphQL itself. */
export const apiScalars: readonly GraphQLScalarType[] = [
  dateTimeScalar,
  dateScalar,
  decimalScalar,
  jsonScalar,
  byteCountScalar,
];

function parseDateTime(value: unknown, node?: ValueNode): Date {
  const instant = typeof value === 'string' ? readInstant(value) : null;
  if (instant !== null) return instant;
  throw badInput('DateTime', 'an instant with an offset, such as 2026-03-31T11:00:00+02:00', node);
}

function parseDate(value: unknown, node?: ValueNode): string {
  const day = typeof value === 'string' ? readDay(value) : null;
  if (day !== null) return day;
  throw badInput('Date', 'a calendar day, such as 2026-03-31', node);
}

function parseDecimal(value: unknown, node?: ValueNode): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && /^-?\d{1,18}(?:\.\d{1,6})?$/.test(text)) return text;
  throw badInput('Decimal', 'a decimal number as text, such as "1250000.50"', node);
}

function badInput(name: string, expected: string, node: ValueNode | undefined): GraphQLError {
  return new GraphQLError(`${name} takes ${expected}.`, {
    nodes: node ?? null,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
