import { describe, expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import { calendarText, type CalendarItem } from './calendar-text.js';

const item = (fields: Partial<CalendarItem> & Pick<CalendarItem, 'time'>): CalendarItem => ({
  ...{ key: 'a', title: 'Site visit', text: null, place: null, isCancelled: false },
  changedAt: new Date('2026-01-01T00:00:00Z'),
  ...fields,
});

/** What a program that knows no zone of its own makes of a calendar. */
function read(text: string) {
  const root = new ICAL.Component(ICAL.parse(text));
  for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const events = root.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  return { root, events };
}

/** The change of the clock, and what the clock shows an hour before and after it. */
const changes = [
  ['Europe/London', '2026-03-29T01:00:00Z', '2026-03-29T00:30:00', '2026-03-29T02:30:00'],
  ['Europe/London', '2026-10-25T01:00:00Z', '2026-10-25T01:30:00', '2026-10-25T01:30:00'],
  ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08T01:30:00', '2026-03-08T03:30:00'],
  ['America/New_York', '2026-11-01T06:00:00Z', '2026-11-01T01:30:00', '2026-11-01T01:30:00'],
  ['Australia/Sydney', '2026-04-04T16:00:00Z', '2026-04-05T02:30:00', '2026-04-05T02:30:00'],
  ['Australia/Sydney', '2026-10-03T16:00:00Z', '2026-10-04T01:30:00', '2026-10-04T03:30:00'],
] as const;

describe('a calendar', () => {
  test.each(changes)('shows the clock of %s before and after it changes at %s', (zone, change, before, after) => {
    const half = 30 * 60_000;
    const at = (offset: number) => new Date(Date.parse(change) + offset);
    const { events } = read(
      calendarText('Acme', [
        item({ key: 'before', time: { startsAt: at(-half), endsAt: null, zone } }),
        item({ key: 'after', time: { startsAt: at(half), endsAt: null, zone } }),
      ]),
    );

    expect(events.map(({ startDate }) => startDate.toString())).toEqual([before, after]);
  });

  test.each(changes.map(([zone, change]) => [zone, change] as const))(
    'is read as the same instants in %s, days around its change at %s',
    (zone, change) => {
      const starts = [-40, -1, 1, 40].map((days) => new Date(Date.parse(change) + days * 86_400_000));
      const { events } = read(
        calendarText(
          'Acme',
          starts.map((startsAt, index) =>
            item({ key: `${index}`, time: { startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000), zone } }),
          ),
        ),
      );

      expect(events.map(({ startDate }) => startDate.toJSDate())).toEqual(starts);
      expect(events.map(({ endDate, startDate }) => endDate.toUnixTime() - startDate.toUnixTime())).toEqual(
        starts.map(() => 3_600),
      );
    },
  );

  test('states days without a clock, offsets in UTC, texts with their signs, and what is cancelled', () => {
    const { root, events } = read(
      calendarText('Acme; "Bids"', [
        item({ key: 'day', time: { day: '2026-03-29' } }),
        item({ key: 'offset', time: { startsAt: new Date('2026-03-29T09:00:00Z'), endsAt: null, zone: '+02:00' } }),
        item({
          key: 'text',
          title: 'A; b, c\nd',
          text: 'Line\nline',
          place: 'Room, 1',
          isCancelled: true,
          time: { day: '2026-03-30' },
        }),
      ]),
    );
    const [day, offset, text] = events;

    expect(root.getFirstPropertyValue('x-wr-calname')).toBe('Acme; "Bids"');
    expect([day?.startDate.isDate, day?.startDate.toString()]).toEqual([true, '2026-03-29']);
    expect(offset?.startDate.toJSDate()).toEqual(new Date('2026-03-29T09:00:00Z'));
    expect([text?.summary, text?.description, text?.location]).toEqual(['A; b, c\nd', 'Line\nline', 'Room, 1']);
    expect(text?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(root.getAllSubcomponents('vtimezone')).toEqual([]);
  });

  test('is the same text each time, also when it is empty', () => {
    const items = [item({ time: { startsAt: new Date('2026-03-29T09:00:00Z'), endsAt: null, zone: 'Europe/London' } })];

    expect(calendarText('Acme', items)).toBe(calendarText('Acme', items));
    expect(read(calendarText('Acme', [])).events).toEqual([]);
  });
});
