import { z } from 'zod';
import { firstPage, pageBehind, pagingSettings, type PageRead, type PagingSettings } from './paging.js';
import { dayIn, windowSettings, windowsOf, type DateWindow, type Reach, type WindowSettings } from './windows.js';

/** How a publisher's OCDS API is walked. Stored with the source, so that a new publisher needs no code. */
export const ocdsApiSettings = z.object({
  paging: pagingSettings.prefault({}),
  /** Absent when the API gives everything at once, page by page. */
  windows: windowSettings.optional(),
});

export type OcdsApiSettings = z.input<typeof ocdsApiSettings>;

/** Walks one OCDS API. */
export interface OcdsConnector {
  readonly paging: PagingSettings;
  readonly windows: WindowSettings | null;
  /** What a round asks for, newest first; one entry without dates when the API knows no windows. */
  windowsOf(reach: Reach, now: Date): readonly (DateWindow | null)[];
  firstPage(window: DateWindow | null): URL;
  /** The next page of the same window, or null at its end. @throws PollFailure `REFUSED` as pageBehind does. */
  pageBehind(read: PageRead, wasAsked: (url: URL) => boolean): URL | null;
}

/** The connector for any API that answers with release or record packages. */
export function createOcdsConnector(options: {
  url: string;
  settings: OcdsApiSettings;
  timeZone: string;
}): OcdsConnector {
  const { paging, windows = null } = ocdsApiSettings.parse(options.settings);
  return {
    paging,
    windows,
    windowsOf: (reach, now) => (windows === null ? [null] : windowsOf(windows, reach, dayIn(options.timeZone, now))),
    firstPage(window) {
      const url = new URL(options.url);
      if (windows !== null && window !== null) {
        url.searchParams.set(windows.fromParameter, window.from);
        url.searchParams.set(windows.toParameter, window.to);
      }
      return firstPage(url, paging);
    },
    pageBehind: (read, wasAsked) => pageBehind(read, paging, wasAsked),
  };
}
