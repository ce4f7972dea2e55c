import { rememberDates, type TimeReading } from './time/date-memo.js';
import { readSpelling, type StatedTime } from './time/date-spellings.js';
import { isNoDate } from './time/no-dates.js';

const utc: TimeReading = { zone: 'UTC', offsetsAreWrong: false };

/**
 * Reads a date or date-time as publishers write it, in any spelling that means one moment alone: see readSpelling().
 *
 * @returns milliseconds since 1970, or null for anything else, for days, times and offsets that do not exist, and for
 *   years before 1900 (`0001-01-01` is how some systems write "none").
 */
export function readInstant(text: string, reading: TimeReading = utc): number | null {
  return instantOf(text, reading)?.ms ?? null;
}

interface Instant {
  ms: number;
  iso: string;
  /** It stands for "none". */
  isNone: boolean;
}

const instantOf = rememberDates((text, reading): Instant | null => {
  const ms = parseInstant(text, reading);
  return ms === null ? null : { ms, iso: new Date(ms).toISOString(), isNone: isNoDate(ms) };
});

function parseInstant(text: string, reading: TimeReading): number | null {
  const stated = readSpelling(text);
  if (stated === null || new Date(stated.wall).getUTCFullYear() < 1900) return null;
  return instantOfWall(stated, reading);
}

/** The moment that a stated time means to the readers of a source, in milliseconds since 1970. */
export function instantOfWall({ wall, offset }: StatedTime, { zone, offsetsAreWrong }: TimeReading): number {
  return wall - (offset === null || offsetsAreWrong ? zoneOffsetMs(zone, wall) : offset);
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
  return name === 'GMT' ? 0 : offsetMsOf(name.slice(3));
}

// "+02:00" and, of zones long ago, "+01:52:58".
function offsetMsOf(offset: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000 * (offset.startsWith('-') ? -1 : 1);
}

/** The instant as ISO text in UTC, or null when the text is no date. */
export function readIsoInstant(text: string | null, reading: TimeReading = utc): string | null {
  return text === null ? null : (instantOf(text, reading)?.iso ?? null);
}

/** As readIsoInstant(), and null also for moments that stand for "none", such as 1970 and 9999. */
export function readStatedInstant(text: string | null, reading: TimeReading): string | null {
  const instant = text === null ? null : instantOf(text, reading);
  return instant === null || instant.isNone ? null : instant.iso;
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

// ISO text in UTC sorts as instants do.

/** The earlier of two instants as ISO text in UTC; either one alone where the other is not known. */
export function earlier(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right;
  return left < right ? left : right;
}

/** The later of two instants as ISO text in UTC; either one alone where the other is not known. */
export function later(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right;
  return left < right ? right : left;
}
