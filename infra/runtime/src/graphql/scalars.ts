import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

// Offsets are required: a deadline without one is a legal instant nobody can name.
const dateTimeText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const dateText = /^\d{4}-\d{2}-\d{2}$/;

/** An instant with its offset, such as `2026-03-31T11:00:00+02:00`. Answers are in UTC. */
export const dateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant, RFC 3339 with an offset: 2026-03-31T11:00:00+02:00. Answers are in UTC.',
  serialize: (value) => {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
    if (typeof value === 'string') return value;
    throw new GraphQLError('A DateTime could not be read.');
  },
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : undefined),
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
  parseValue: parseDate,
  parseLiteral: (node) => parseDate(node.kind === Kind.STRING ? node.value : undefined),
});

/** A decimal number as text, exact: money never passes through binary floating point. */
export const decimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal number as text: "1250000.50".',
  serialize: (value) => String(value),
  parseValue: parseDecimal,
  parseLiteral: (node) =>
    parseDecimal(
      node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : undefined,
    ),
});

function parseDateTime(value: unknown): Date {
  if (typeof value === 'string' && dateTimeText.test(value)) {
    const date = new Date(value);
    if (!Number.isNaN(date.getTime()) && dayExists(value)) return date;
  }
  throw badInput('DateTime', 'an instant with an offset, such as 2026-03-31T11:00:00+02:00');
}

function parseDate(value: unknown): string {
  if (typeof value === 'string' && dateText.test(value) && dayExists(value)) return value;
  throw badInput('Date', 'a calendar day, such as 2026-03-31');
}

function parseDecimal(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && /^-?\d{1,18}(?:\.\d{1,6})?$/.test(text)) return text;
  throw badInput('Decimal', 'a decimal number as text, such as "1250000.50"');
}

// Date rolls 31 February over to March; a person who typed it made a mistake and should hear so.
function dayExists(text: string): boolean {
  const day = text.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function badInput(name: string, expected: string): GraphQLError {
  return new GraphQLError(`${name} takes ${expected}.`, { extensions: { code: 'BAD_USER_INPUT' } });
}
