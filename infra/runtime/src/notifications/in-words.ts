/**
 * An instant as people of a zone read it: `Friday 27 March 2026, 11:00 (Africa/Johannesburg)`. The zone is an IANA name, or an
 * offset such as `+02:00` where no name is known.
 */
export function localTime(instant: string, zone: string): string {
  const options = { dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23', timeZone: zone } as const;
  const text = new Intl.DateTimeFormat('en-ZA', options).format(new Date(instant));
  const name = /^[+-]/u.test(zone) ? `UTC${zone}` : zone;
  return `${text.replaceAll(' at ', ', ')} (${name})`;
}

/** A day of the calendar, such as `2026-03-27`, as people write it: `Friday 27 March 2026`. */
export function dayInWords(day: string): string {
  return new Intl.DateTimeFormat('en-ZA', { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(day));
}

/** The name of a field as people write it: `closing at` for `closingAt`. */
export function fieldInWords(field: string): string {
  return field.replaceAll(/([a-z])([A-Z])/gu, '$1 $2').toLowerCase();
}
