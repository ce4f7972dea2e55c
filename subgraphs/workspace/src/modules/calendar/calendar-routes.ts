import type { HubDatabase } from '@hub/runtime/database';
import type { HttpRoute } from '@hub/runtime/graphql';
import { readCalendar } from './read-calendar.service.js';

/** Where calendar programs read, with the address alone. */
export function calendarRoutes(databaseAs: HubDatabase['as']): readonly HttpRoute[] {
  return [
    {
      path: '/calendar/:file',
      needs: 'nothing',
      contentType: 'text/calendar; charset=utf-8',
      answer: ({ parameters }, scope) => readCalendar(databaseAs, scope, parameters['file'] ?? ''),
    },
  ];
}
