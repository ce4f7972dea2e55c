import type { Preference } from '@hub/prisma/client';
import { changesBetween, type FieldChanges } from '@hub/runtime/events';
import type { z } from 'zod';
import { groupSchemas, type UpdatePreferences } from './preference-input.js';

const groups = ['layout', 'notifications', 'filters', 'ai'] as const;
type Group = (typeof groups)[number];

/** What a person chose in each group, and nothing else. */
export type Choices = { readonly [Name in Group]: z.infer<(typeof groupSchemas)[Name]> };

/** How a person works in a team: what they chose, and as usual elsewhere. */
export type Preferences = { readonly [Name in Group]: Required<Choices[Name]> } & {
  /** 0 while nothing was changed. */
  readonly version: number;
};

/** What holds where a person chose nothing. */
const usual: Pick<Preferences, Group> = {
  layout: { theme: 'SYSTEM', density: 'COMFORTABLE', startPage: 'TENDERS', isSidebarOpen: true, pageSize: 20 },
  notifications: { hasSound: false, isDesktopShown: false, hasUnreadBadge: true, isGrouped: true },
  filters: { provinces: [], isOpenOnly: true, isTrackedHidden: false, minDaysToClosing: 0 },
  ai: { isSummaryShown: true, summaryLength: 'STANDARD', isReadinessShown: true },
};

/** What a row holds. A group that this version of the product cannot read is as usual. */
export function choicesOf(row: Pick<Preference, Group> | null): Choices {
  return {
    layout: groupSchemas.layout.catch({}).parse(row?.layout),
    notifications: groupSchemas.notifications.catch({}).parse(row?.notifications),
    filters: groupSchemas.filters.catch({}).parse(row?.filters),
    ai: groupSchemas.ai.catch({}).parse(row?.ai),
  };
}

/** The choices with what a client sent. */
export function changedChoices(before: Choices, sent: UpdatePreferences): Choices {
  return {
    layout: sent.layout === null ? {} : { ...before.layout, ...sent.layout },
    notifications: sent.notifications === null ? {} : { ...before.notifications, ...sent.notifications },
    filters: sent.filters === null ? {} : { ...before.filters, ...sent.filters },
    ai: sent.ai === null ? {} : { ...before.ai, ...sent.ai },
  };
}

/** What holds for a person who chose this. */
export function preferencesOf(choices: Choices, version: number): Preferences {
  return {
    layout: { ...usual.layout, ...choices.layout },
    notifications: { ...usual.notifications, ...choices.notifications },
    filters: { ...usual.filters, ...choices.filters },
    ai: { ...usual.ai, ...choices.ai },
    version,
  };
}

/** What an event tells of a change, each field with its group; empty where nothing changed. */
export function preferenceChanges(before: Preferences, after: Preferences): FieldChanges {
  return groups.flatMap((group) =>
    changesBetween(Object.keys(usual[group]), before[group], after[group]).map((change) => ({
      ...change,
      field: `${group}.${change.field}`,
    })),
  );
}
