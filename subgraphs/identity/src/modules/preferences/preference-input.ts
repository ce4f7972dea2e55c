import { provinces } from '@hub/runtime/provinces';
import { z } from 'zod';
import { expectedVersion } from '../../expected-version.js';

const [pageSizeMin, pageSizeMax] = [10, 100];
const daysMax = 365;
const pageSizeMessage = `pageSize must be ${pageSizeMin} to ${pageSizeMax}.`;
const daysMessage = `minDaysToClosing must be 0 to ${daysMax}.`;

/** What a person may choose, group by group: in a request, and in the row that holds it. */
export const groupSchemas = {
  layout: z.object({
    theme: z.enum(['SYSTEM', 'LIGHT', 'DARK']).exactOptional(),
    density: z.enum(['COMFORTABLE', 'COMPACT']).exactOptional(),
    startPage: z.enum(['TENDERS', 'ENTRIES', 'PROJECTS', 'TASKS']).exactOptional(),
    isSidebarOpen: z.boolean().exactOptional(),
    pageSize: z.int().min(pageSizeMin, pageSizeMessage).max(pageSizeMax, pageSizeMessage).exactOptional(),
  }),
  notifications: z.object({
    hasSound: z.boolean().exactOptional(),
    isDesktopShown: z.boolean().exactOptional(),
    hasUnreadBadge: z.boolean().exactOptional(),
    isGrouped: z.boolean().exactOptional(),
  }),
  filters: z.object({
    provinces: z
      .array(z.enum(provinces))
      .max(provinces.length, 'Send each province once in provinces.')
      .transform((names) => [...new Set(names)].sort())
      .exactOptional(),
    isOpenOnly: z.boolean().exactOptional(),
    isTrackedHidden: z.boolean().exactOptional(),
    minDaysToClosing: z.int().min(0, daysMessage).max(daysMax, daysMessage).exactOptional(),
  }),
  ai: z.object({
    isSummaryShown: z.boolean().exactOptional(),
    summaryLength: z.enum(['SHORT', 'STANDARD', 'DETAILED']).exactOptional(),
    isReadinessShown: z.boolean().exactOptional(),
  }),
};

/** What an update changes: only the groups and fields that the client sent, where null is a group as usual. */
export const updatePreferencesInput = z.object({
  expectedVersion: expectedVersion('preferences', 0),
  layout: groupSchemas.layout.nullable().exactOptional(),
  notifications: groupSchemas.notifications.nullable().exactOptional(),
  filters: groupSchemas.filters.nullable().exactOptional(),
  ai: groupSchemas.ai.nullable().exactOptional(),
});
export type UpdatePreferences = z.infer<typeof updatePreferencesInput>;
