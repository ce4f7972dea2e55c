import rrule from 'rrule';

const { RRule, rrulestr } = rrule;

const frequencies: readonly number[] = [RRule.YEARLY, RRule.MONTHLY, RRule.WEEKLY, RRule.DAILY];
// What a rule over days may say. Times of the day, and starts, which are those of the task, are left out.
const allowed = /^(?:(?:FREQ|INTERVAL|COUNT|UNTIL|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|WKST)=[A-Z0-9,+-]+(?:;|$))+$/u;

const instant = (day: string) => new Date(`${day}T00:00:00Z`);

function ruleOf(text: string, startsOn: string) {
  return rrulestr(`RRULE:${text}`, { dtstart: instant(startsOn) });
}

/** True for a rule of RFC 5545 that recurs by days and is not older than it is long: `FREQ=WEEKLY;BYDAY=MO`. */
export function isRecurrence(text: string): boolean {
  if (text.length > 300 || !allowed.test(text)) return false;
  try {
    const { freq, interval } = ruleOf(text, '2026-01-01').options;
    return frequencies.includes(freq) && interval >= 1 && interval <= 1_000;
  } catch {
    return false;
  }
}

/** The next day after another on which a rule recurs; null when it has ended. */
export function nextDay(text: string, { startsOn, after }: { startsOn: string; after: string }): string | null {
  return ruleOf(text, startsOn).after(instant(after))?.toISOString().slice(0, 10) ?? null;
}
