import { z } from 'zod';

/** The IANA name of a time zone. */
export const timeZone = z.string().transform((name, ctx) => {
  const zone = zoneOf(name);
  if (zone !== null) return zone;
  ctx.addIssue({ code: 'custom', message: 'timeZone must be the name of a zone, such as Africa/Johannesburg.' });
  return z.NEVER;
});

function zoneOf(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
