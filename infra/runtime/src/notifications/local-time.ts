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
