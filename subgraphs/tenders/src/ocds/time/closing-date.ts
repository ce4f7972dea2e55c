import { rememberDates, type TimeReading } from './date-memo.js';
import { readSpelling } from './date-spellings.js';
import { isNoDate } from './no-dates.js';
import { instantOfWall } from '../ocds-time.js';
import { isPlaceholder } from '../text/placeholders.js';

/** How a closing date was stated. */
export const closingStatements = ['EXACT', 'DAY_ONLY', 'DURATION', 'UNREADABLE', 'PLACEHOLDER', 'NOT_STATED'] as const;

export type ClosingStatement = (typeof closingStatements)[number];

/** When bids close, and how well that was said. */
export interface Closing {
  /** ISO text in UTC; null where no moment can be told. */
  readonly at: string | null;
  readonly statement: ClosingStatement;
}

const dayMs = 86_400_000;

/**
 * Reads a closing date. A day without an hour closes when it ends in the buyer's zone: whoever hands in on that day is
 * never told that it is too late.
 */
export function readClosing(text: string | null, reading: TimeReading): Closing {
  return text === null ? { at: null, statement: 'NOT_STATED' } : closingOf(text, reading);
}

const closingOf = rememberDates((text, reading): Closing => {
  const stated = readSpelling(text);
  if (stated === null) return { at: null, statement: saysNoDate(text) ? 'PLACEHOLDER' : 'UNREADABLE' };
  if (isNoDate(stated.wall)) return { at: null, statement: 'PLACEHOLDER' };
  if (stated.hasTime) return { at: isoOf(instantOfWall(stated, reading)), statement: 'EXACT' };
  const nextDay = instantOfWall({ ...stated, wall: stated.wall + dayMs }, reading);
  return { at: isoOf(nextDay - 1), statement: 'DAY_ONLY' };
});

// Nobody waits longer for bids; what is longer is the term of a contract or an error.
const durationDaysMax = 730;

/**
 * When a period ends that states how many days it lasts and no end: so many days after it began, or after the end of the
 * day on which it began. Null unless both are sound.
 */
export function closingByDuration(start: string | null, days: number | null, reading: TimeReading): Closing | null {
  if (days === null || !Number.isInteger(days) || days < 1 || days > durationDaysMax) return null;
  const { at } = readClosing(start, reading);
  return at === null ? null : { at: isoOf(Date.parse(at) + days * dayMs), statement: 'DURATION' };
}

// Days of a year that nobody means, as MySQL and .NET have them, and what programs write for a date that is none.
const noDateText = /^000[01]-\d{2}-\d{2}|^\d{1,2}[-/.]\d{1,2}[-/.]000[01]\b|^invalid date|^nat$|^nan[-/]nan/iu;

function saysNoDate(text: string): boolean {
  return noDateText.test(text) || isPlaceholder(text);
}

/** The last second of a day that is stated without an hour, as RFC 3339 in a zone; null for anything else. */
export function endOfDay(text: string, zone: string): string | null {
  const stated = readSpelling(text);
  if (stated === null || stated.hasTime || isNoDate(stated.wall)) return null;
  const wall = stated.wall + dayMs - 1_000;
  const offset = Math.round((wall - instantOfWall({ ...stated, wall }, { zone, offsetsAreWrong: false })) / 60_000);
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${isoOf(wall).slice(0, 19)}${offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${hours}:${minutes}`}`;
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** How a closing date of a stored row was stated, by its text and what was made of it. */
export function closingStatementOf({ closingRaw, closingAt }: StoredClosing): ClosingStatement {
  if (closingRaw === null) return closingAt === null ? 'NOT_STATED' : 'EXACT';
  const { statement } = readClosing(closingRaw, { zone: 'UTC', offsetsAreWrong: false });
  if (closingAt === null) return statement === 'PLACEHOLDER' ? statement : 'UNREADABLE';
  return statement === 'DAY_ONLY' ? statement : 'EXACT';
}

interface StoredClosing {
  readonly closingRaw: string | null;
  readonly closingAt: Date | null;
}
