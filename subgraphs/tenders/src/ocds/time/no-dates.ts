/** A moment that programs write when they have none, and where it comes from. */
interface NoDate {
  /** The day, or the whole year. */
  readonly day: string;
  readonly reason: string;
  /** When this row was added. */
  readonly since: string;
}

/** Dates that mean "none". Years before 1971 and after 2200 are no dates at all, whatever their day. */
export const noDates: readonly NoDate[] = [
  { day: '1980-01-01', reason: 'The first day of file systems of the 1980s.', since: '2026-11-28' },
  { day: '2038-01-19', reason: 'The last second of 32-bit clocks.', since: '2026-11-28' },
  { day: '2078-12-31', reason: 'The last day of small dates in databases.', since: '2026-11-28' },
  { day: '2079-06-06', reason: 'The last day of small dates in databases.', since: '2026-11-28' },
  { day: '2099', reason: 'Typed for "no end".', since: '2026-11-28' },
  { day: '2100-01-01', reason: 'Typed for "no end".', since: '2026-11-28' },
];

// 1970 is what an empty field becomes in milliseconds, 1900 and 1899 in days, 1 and 1753 in databases; 9999 has no end.
const firstYear = 1971;
const lastYear = 2200;

const days = new Set(noDates.map(({ day }) => day));
const years = new Set(noDates.map(({ day }) => Number(day.slice(0, 4))));

/** True for a moment, by the hands of its clock, that stands for "none". */
export function isNoDate(wall: number): boolean {
  const date = new Date(wall);
  const year = date.getUTCFullYear();
  if (year < firstYear || year > lastYear) return true;
  if (!years.has(year)) return false;
  const day = date.toISOString().slice(0, 10);
  return days.has(day) || days.has(day.slice(0, 4));
}
