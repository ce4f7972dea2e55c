import { ownCopy } from './own-copy.js';

/** How to read the dates of a source. */
export interface TimeReading {
  /** Zone of date-times that carry no offset. */
  zone: string;
  /** True when the source writes local time and marks it `Z`: the mark is ignored. */
  offsetsAreWrong: boolean;
}

const utc: TimeReading = { zone: 'UTC', offsetsAreWrong: false };
const shape =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/iu;

/**
 * Reads a date or date-time as publishers write it: ISO 8601, seconds and offset optional, a space for the T.
 *
 * @returns milliseconds since 1970, or null for anything else, for days that do not exist, and for years before
 *   1900 (`0001-01-01` is how some systems write "none").
 */
export function readInstant(text: string, reading: TimeReading = utc): number | null {
  return instantOf(text, reading)?.ms ?? null;
}

interface Instant {
  ms: number;
  iso: string;
}

const instantsKept = 20_000;
const instantLengthMax = 40;
const instants = new Map<string, Map<string, Instant | null>>();

// Closing times and days of publication are the same for many tenders, and each is asked for several times.
function instantOf(text: string, reading: TimeReading): Instant | null {
  const known = knownInstants(reading);
  const seen = known.get(text);
  if (seen !== undefined) return seen;
  const ms = parseInstant(text, reading);
  const instant = ms === null ? null : { ms, iso: new Date(ms).toISOString() };
  if (known.size >= instantsKept) known.clear();
  if (text.length <= instantLengthMax) known.set(ownCopy(text), instant);
  return instant;
}

function knownInstants({ zone, offsetsAreWrong }: TimeReading): Map<string, Instant | null> {
  const key = offsetsAreWrong ? `!${zone}` : zone;
  let known = instants.get(key);
  if (known === undefined) {
    known = new Map();
    instants.set(key, known);
  }
  return known;
}

function parseInstant(text: string, reading: TimeReading): number | null {
  const match = shape.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match;
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds(fraction),
  );
  if (
    Number(year) < 1900 ||
    !isRealTime({ wall, month: Number(month), day: Number(day), hour: Number(hour), minute: Number(minute) })
  )
    return null;
  if (offset === undefined || reading.offsetsAreWrong) return wall - zoneOffsetMs(reading.zone, wall);
  return wall - offsetMs(offset);
}

function milliseconds(fraction: string): number {
  return Number(fraction.slice(0, 3).padEnd(3, '0'));
}

function isRealTime(time: { wall: number; month: number; day: number; hour: number; minute: number }): boolean {
  const date = new Date(time.wall);
  // 24:00 is midnight at the end of the day, which ISO 8601 allows.
  const isMidnight = time.hour === 24 && time.minute === 0;
  const isSameDay = date.getUTCMonth() + 1 === time.month && date.getUTCDate() === time.day;
  return time.minute < 60 && (isMidnight || (time.hour < 24 && isSameDay));
}

function offsetMs(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const digits = offset.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || '0');
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const offsetsKept = 20_000;

// Offset of a zone at a local time. Offsets change on full hours, so one answer an hour is remembered.
function zoneOffsetMs(zone: string, wall: number): number {
  if (zone === 'UTC') return 0;
  const key = `${zone} ${Math.floor(wall / 3_600_000)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const guess = offsetAt(zone, wall);
  const offset = offsetAt(zone, wall - guess);
  if (offsets.size > offsetsKept) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function offsetAt(zone: string, instant: number): number {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formatters.set(zone, formatter);
  }
  const name = formatter.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? 0 : offsetMs(name.slice(3));
}

/** The instant as ISO text in UTC, or null when the text is no date. */
export function readIsoInstant(text: string | null, reading: TimeReading = utc): string | null {
  return text === null ? null : (instantOf(text, reading)?.iso ?? null);
}

/** Orders release dates by instant, down to the nanosecond. Texts that are no dates come first. */
export function compareOcdsDates(left: string, right: string): number {
  const leftInstant = readInstant(left) ?? Number.NEGATIVE_INFINITY;
  const rightInstant = readInstant(right) ?? Number.NEGATIVE_INFINITY;
  if (leftInstant !== rightInstant) return leftInstant < rightInstant ? -1 : 1;
  return Math.sign(beyondMilliseconds(left) - beyondMilliseconds(right));
}

function beyondMilliseconds(text: string): number {
  const digits = /\.\d{3}(\d{1,9})/u.exec(text)?.[1] ?? '';
  return Number(digits.padEnd(9, '0'));
}
