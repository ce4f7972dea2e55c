import { z } from 'zod';

/** How a source is cut by date. */
export const windowSettings = z.object({
  fromParameter: z.string().min(1).max(100),
  toParameter: z.string().min(1).max(100),
  /** Days of one window. */
  days: z.int().min(1).max(366).default(7),
  /** How far back a full round reaches. */
  daysBack: z.int().min(1).max(20_000).default(90),
  /** How far back every round reaches: what was published lately is still being edited. */
  daysRecent: z.int().min(1).max(20_000).default(21),
  /** Time between two full rounds. */
  fullEverySeconds: z.int().min(60).default(86_400),
});

export type WindowSettings = z.output<typeof windowSettings>;

/** Days, both included, such as 2026-11-16 to 2026-11-22. */
export interface DateWindow {
  readonly from: string;
  readonly to: string;
}

/** RECENT reads what still changes; FULL reads everything that may still be open. */
export type Reach = 'RECENT' | 'FULL';

const dayMs = 86_400_000;
const gridStartsAt = Date.UTC(2017, 0, 2);

/**
 * Windows from the newest to the oldest. They lie on a fixed grid, so that a window is asked for by the same address
 * tomorrow and an answer that has not changed need not be sent again; only the newest ends today.
 */
export function windowsOf(settings: WindowSettings, reach: Reach, today: string): DateWindow[] {
  const end = Date.parse(`${today}T00:00:00Z`);
  const start = end - (reach === 'FULL' ? settings.daysBack : Math.min(settings.daysRecent, settings.daysBack)) * dayMs;
  const lengthMs = settings.days * dayMs;
  const windows: DateWindow[] = [];
  for (
    let from = gridStartsAt + Math.floor((end - gridStartsAt) / lengthMs) * lengthMs;
    from + lengthMs > start;
    from -= lengthMs
  ) {
    windows.push({ from: dayOf(from), to: dayOf(Math.min(from + lengthMs - dayMs, end)) });
  }
  return windows;
}

/** The calendar day of an instant in a zone. */
export function dayIn(zone: string, instant: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant);
  const part = (type: string): string => parts.find((entry) => entry.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
