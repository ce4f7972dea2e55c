import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';
import { tzlib_get_ical_block } from 'timezones-ical-library';

/** When something happens: at an instant in a zone, or all of a day. */
export type CalendarTime =
  | {
      readonly startsAt: Date;
      readonly endsAt: Date | null;
      /** IANA name of the zone that it is meant in. What has no such name, such as an offset, is written in UTC. */
      readonly zone: string;
    }
  | { readonly day: string };

/** Something that a calendar shows. */
export interface CalendarItem {
  /** The same for the same thing each time. */
  readonly key: string;
  readonly title: string;
  readonly text: string | null;
  readonly place: string | null;
  readonly time: CalendarTime;
  readonly isCancelled: boolean;
  readonly changedAt: Date;
}

/** A calendar as text, the same to the byte for the same items. */
export function calendarText(name: string, items: readonly CalendarItem[]): string {
  const calendar = ical({
    name,
    prodId: { company: 'Tender Insight Hub', product: 'Calendar', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    timezone: { name: null, generator: (zone) => rulesOf(zone) },
  });
  for (const { key, title, text, place, time, isCancelled, changedAt } of items)
    calendar.createEvent({
      id: `${key}@tender-insight-hub`,
      summary: title,
      description: text,
      location: place,
      stamp: changedAt,
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      ...timeOf(time),
    });
  return calendar.toString();
}

function timeOf(time: CalendarTime) {
  if ('day' in time) return { start: new Date(`${time.day}T00:00:00Z`), allDay: true };
  const { startsAt, endsAt } = time;
  if (rulesOf(time.zone) === null) return { start: startsAt, end: endsAt };
  const local = (instant: Date) => DateTime.fromJSDate(instant, { zone: time.zone });
  return { start: local(startsAt), end: endsAt && local(endsAt), timezone: time.zone };
}

/** The rules of a zone as a calendar states them; null for a name that is none. */
function rulesOf(zone: string): string | null {
  const [rules = ''] = /^[A-Z]/iu.test(zone) ? tzlib_get_ical_block(zone) : [];
  return rules.includes(`TZID:${zone}\r\n`) ? rules : null;
}
