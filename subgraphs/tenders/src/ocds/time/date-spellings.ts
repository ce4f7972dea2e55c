import { simplifyDate } from './date-words.js';
import { monthNames, monthOf } from './month-names.js';

/** A point in time as a text states it: the hands of a clock, and where that clock hangs. */
export interface StatedTime {
  /** The day and time as if they were of UTC, in milliseconds since 1970. */
  readonly wall: number;
  readonly hasTime: boolean;
  /** Milliseconds east of UTC; null when the text does not say. */
  readonly offset: number | null;
}

const dayMs = 86_400_000;

/**
 * Reads the spellings that can mean one moment alone: ISO 8601 with or without seconds, offset, hyphens and the T, the
 * year first with other signs, and dates whose month is a word, as e-mail (RFC 2822), letters and programs write them. Of
 * days in figures with the year last, 28/11/2025 and 11/28/2025 can only be one day; 01/03/2025 is refused, for half of
 * the world reads it the other way round.
 */
export function readSpelling(text: string): StatedTime | null {
  const trimmed = text.trim();
  const plain = readPlain(trimmed);
  if (plain !== null || trimmed.length > wordedLengthMax) return plain;
  const simple = simplifyDate(trimmed);
  return simple === trimmed ? null : readPlain(simple);
}

const wordedLengthMax = 80;

function readPlain(text: string): StatedTime | null {
  return readIso(text) ?? readYearFirst(text) ?? readYearLast(text) ?? readWorded(text) ?? readEpoch(text);
}

// Java names the zone behind the offset.
const zone = String.raw`(?:(?<offset>SAST|CAT|EAT|WAT|CET|CEST|Z|(?:GMT|UTC)(?:[+-]\d{2}(?::?\d{2})?)?|[+-]\d{2}(?::?\d{2})?)(?:\[[\w/+-]{1,40}\])?)`;
const clock = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?(?:\s*(?<half>[ap])\.?m\.?)?`;
const isoShape = new RegExp(
  String.raw`^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:(?:T|\s+)${clock}\s*${zone}?)?$`,
  'iu',
);
const basicShape = new RegExp(
  String.raw`^(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})(?:T?(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?${zone}?)?$`,
  'iu',
);

type Groups = Readonly<Record<string, string | undefined>>;

function readIso(text: string): StatedTime | null {
  const groups = (isoShape.exec(text) ?? basicShape.exec(text))?.groups;
  return groups === undefined ? null : statedTime(groups, Number(groups['month']));
}

const yearFirst = new RegExp(
  String.raw`^(?<year>\d{4})(?<sign>[-/.])(?<month>\d{1,2})\k<sign>(?<day>\d{1,2})(?:(?:T|,?\s+)${clock}\s*${zone}?)?$`,
  'iu',
);

/** Days in figures with the year first, as South Africa writes them: nobody puts the day behind the year. */
function readYearFirst(text: string): StatedTime | null {
  const groups = yearFirst.exec(text)?.groups;
  return groups === undefined ? null : statedTime(groups, Number(groups['month']));
}

const yearLast = new RegExp(
  String.raw`^(?<left>\d{1,2})(?<sign>[-/.])(?<right>\d{1,2})\k<sign>(?<year>\d{4})(?:,?\s+${clock}\s*${zone}?)?$`,
  'iu',
);

/** Days in figures with the year last, where no other day can be meant. Between full stops the day comes first everywhere. */
function readYearLast(text: string): StatedTime | null {
  const groups = yearLast.exec(text)?.groups;
  if (groups === undefined) return null;
  const [first, second] = [Number(groups['left']), Number(groups['right'])];
  if (groups['sign'] === '.' || first > 12 || first === second)
    return statedTime({ ...groups, day: groups['left'] }, second);
  return second > 12 ? statedTime({ ...groups, day: groups['right'] }, first) : null;
}

// As .NET writes a moment into JSON, or the bare number of milliseconds or seconds since 1970.
const dotNetShape = /^\\?\/Date\((?<ms>-?\d{1,15})(?:[+-]\d{4})?\)\\?\/$/u;
const epochShape = /^(?<seconds>1\d{9})(?<fraction>\d{3})?$/u;

function readEpoch(text: string): StatedTime | null {
  const ms = dotNetShape.exec(text)?.groups?.['ms'];
  if (ms !== undefined) return { wall: Number(ms), hasTime: true, offset: 0 };
  const { seconds, fraction = '000' } = epochShape.exec(text)?.groups ?? {};
  return seconds === undefined ? null : { wall: Number(seconds + fraction), hasTime: true, offset: 0 };
}

const monthWord = `(?<month>${monthNames})`;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const weekdayWord = '(?:(?<weekday>sun|mon|tue|wed|thu|fri|sat)(?:[a-z]{0,6}day|s|nes|rs|urs)?\\.?,?\\s+)?';
const time = String.raw`(?:,?\s+(?:at\s+)?${clock}(?:\s*${zone})?)?`;
const dayFirst = new RegExp(
  String.raw`^${weekdayWord}(?<day>\d{1,2})(?:ste?|nd|rd|th|de)?(?:\.?[\s-]+(?:(?:de|of)\s+)?|[./])${monthWord}(?:\.?,?[\s-]+(?:de[l]?\s+)?|[./])(?<year>\d{4})${time}$`,
  'iu',
);
const monthFirst = new RegExp(
  String.raw`^${weekdayWord}${monthWord}\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})${time}$`,
  'iu',
);

const wordedYearFirst = new RegExp(String.raw`^(?<year>\d{4})[\s./-]${monthWord}[\s./-](?<day>\d{1,2})${time}$`, 'iu');

// As programs in Java, C and Unix write it.
const yearAtEnd = new RegExp(
  String.raw`^${weekdayWord}${monthWord}\s+(?<day>\d{1,2}) ${clock}(?:\s${zone})? (?<year>\d{4})$`,
  'iu',
);

// As programs in JavaScript write it; of the name of the zone behind it, a part may be cut off.
const programShape = new RegExp(
  String.raw`^(?<weekday>sun|mon|tue|wed|thu|fri|sat) ${monthWord} (?<day>\d{2}) (?<year>\d{4}) ${clock} ${zone}(?: \([^()]{0,60}\)?)?$`,
  'iu',
);

const wordedShapes = [dayFirst, monthFirst, programShape, wordedYearFirst, yearAtEnd];

function readWorded(text: string): StatedTime | null {
  if (text.length > wordedLengthMax) return null;
  const groups = wordedShapes.find((shape) => shape.test(text))?.exec(text)?.groups;
  if (groups === undefined) return null;
  const stated = statedTime(groups, monthOf(groups['month'] ?? ''));
  const { weekday } = groups;
  // A weekday that does not fall on that day: one of the two is wrong, and nobody knows which.
  if (stated === null || weekday === undefined) return stated;
  return weekdays[new Date(stated.wall).getUTCDay()] === weekday.toLowerCase() ? stated : null;
}

function statedTime(groups: Groups, month: number): StatedTime | null {
  const [year, day] = [Number(groups['year']), Number(groups['day'])];
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  // Date.UTC takes years before 100 for those of the last century.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day) return null;
  if (groups['hour'] === undefined) return { wall: midnight, hasTime: false, offset: null };
  const sinceMidnight = readClock(groups);
  const offset = groups['offset'] === undefined ? null : readOffset(groups['offset']);
  if (sinceMidnight === null || Number.isNaN(offset)) return null;
  return { wall: midnight + sinceMidnight, hasTime: true, offset };
}

/** Milliseconds since midnight, or null for a time that no clock shows. */
function readClock({ hour = '', minute = '', second = '0', fraction = '', half }: Groups): number | null {
  const hours = half === undefined ? Number(hour) : hourOfHalf(Number(hour), half);
  const [minutes, seconds] = [Number(minute), Number(second)];
  // 24:00 is midnight at the end of the day, which ISO 8601 allows; a leap second is the next minute's first.
  const isMidnight = hours === 24 && minutes === 0 && seconds === 0;
  const isLeapSecond = seconds === 60 && minutes === 59;
  if (hours === null || minutes > 59 || (seconds > 59 && !isLeapSecond) || (hours > 23 && !isMidnight)) return null;
  const milliseconds = isLeapSecond ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  return Math.min(dayMs, ((hours * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds);
}

function hourOfHalf(hour: number, half: string): number | null {
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

// Clocks on Earth lie between twelve hours west of Greenwich and fourteen hours east of it.
const westernmost = -12 * 60;
const easternmost = 14 * 60;

// Short names that mean one zone alone, in hours.
const namedOffsets = new Map([
  ['SAST', 2],
  ['CAT', 2],
  ['EAT', 3],
  ['WAT', 1],
  ['CET', 1],
  ['CEST', 2],
]);

/** Milliseconds east of UTC; NaN for an offset that no place has. */
function readOffset(offset: string): number {
  const named = namedOffsets.get(offset.toUpperCase());
  if (named !== undefined) return named * 3_600_000;
  const stated = offset.replace(/^(?:GMT|UTC|Z)/iu, '');
  if (stated === '') return 0;
  const digits = stated.slice(1).replace(':', '');
  const minute = Number(digits.slice(2) || '0');
  const minutes = (Number(digits.slice(0, 2)) * 60 + minute) * (stated.startsWith('-') ? -1 : 1);
  return minute > 59 || minutes < westernmost || minutes > easternmost ? Number.NaN : minutes * 60_000;
}
