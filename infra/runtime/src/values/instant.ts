const instantText =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?<hours>\d{2}):(?<minutes>[0-5]\d))$/u;
const dayText = /^\d{4}-\d{2}-\d{2}$/u;

// Beyond these Postgres, JSON and the four digits of RFC 3339 stop agreeing about what the year is.
const firstMs = Date.parse('0001-01-01T00:00:00.000Z');
const lastMs = Date.parse('9999-12-31T23:59:59.999Z');

/** No place on Earth is further from UTC than 14 hours; the widest that other systems write is 18. */
const offsetMinutesMax = 18 * 60;

/**
 * The instant that a text names, RFC 3339 with an offset; null for any other text.
 *
 * Stricter than `Date`: the day must exist (no 30 February), hours end at 23, offsets at 18:00, and the instant lies in
 * the years 1 to 9999 of UTC. An offset is required: a deadline without one is a legal instant that nobody can name.
 */
export function readInstant(text: string): Date | null {
  const match = instantText.exec(text);
  if (match === null || !dayExists(match[1] ?? '')) return null;
  const { hours = '0', minutes = '0' } = match.groups ?? {};
  if (Number(hours) * 60 + Number(minutes) > offsetMinutesMax) return null;
  const instant = new Date(text);
  return instant.getTime() >= firstMs && instant.getTime() <= lastMs ? instant : null;
}

/** The calendar day that a text names, such as `2026-03-31`, in the years 1 to 9999; null for any other text. */
export function readDay(text: string): string | null {
  return dayText.test(text) && dayExists(text) ? text : null;
}

// `Date` rolls 31 February over to March; a person who typed it made a mistake and should hear so.
function dayExists(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getTime() >= firstMs && date.toISOString().startsWith(day);
}
