/**
 * An instant as people of that zone read it, with the zone: `2026-03-31 11:00 (Africa/Johannesburg)`, or with the offset
 * where no name is known: `2026-03-31 11:00 (UTC+02:00)`.
 */
export function formatInstant(instant: Date, timeZone: string | null): string {
  const zone = timeZone ?? 'UTC';
  try {
    return `${localTime(instant, zone)} (${/^[+-]/u.test(zone) ? `UTC${zone}` : zone})`;
  } catch {
    return `${localTime(instant, 'UTC')} (UTC)`;
  }
}

function localTime(instant: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(instant);
}

/** An amount as stored, grouped by thousands: `ZAR 1 250 000.50`. */
export function formatAmount(amount: string, currency: string | null): string {
  const [whole = '', fraction = ''] = amount.split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, ' ');
  const cents = fraction.replace(/0+$/u, '');
  return `${currency === null ? '' : `${currency} `}${grouped}${cents === '' ? '' : `.${cents.padEnd(2, '0')}`}`;
}
