import { isObject, type Json } from '../../../ocds/index.js';
import {
  createOcdsConnector,
  ocdsApiSettings,
  type OcdsApiSettings,
  type OcdsConnector,
} from './ocds-api.connector.js';

/**
 * The eTenders portal of South Africa's National Treasury. Both dates are required, or it answers 400. The size of a
 * page is capped without a word, and its links are not to be relied on, so pages are counted until one is empty. A
 * tender is published once and then edited in place without a new date: the last three weeks are read every time, and
 * once a day everything that may still be open.
 */
const portal = {
  paging: { style: 'page', parameter: 'PageNumber', first: 1, sizeParameter: 'PageSize', size: 100 },
  windows: {
    fromParameter: 'dateFrom',
    toParameter: 'dateTo',
    days: 7,
    daysBack: 90,
    daysRecent: 21,
    fullEverySeconds: 86_400,
  },
} as const satisfies OcdsApiSettings;

/** @param options.settings - what the registry says otherwise. */
export function createZaEtendersConnector(options: { url: string; settings: Json; timeZone: string }): OcdsConnector {
  const { url, settings, timeZone } = options;
  const own = isObject(settings) ? settings : {};
  return createOcdsConnector({
    url,
    timeZone,
    settings: ocdsApiSettings.parse({
      paging: joined(portal.paging, own['paging']),
      windows: joined(portal.windows, own['windows']),
    }),
  });
}

function joined(base: object, own: Json | undefined): object {
  return isObject(own) ? { ...base, ...own } : base;
}
