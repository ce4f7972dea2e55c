import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { atTheSameMoment } from '../kit/same-moment.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';

const own = graphql(`
  query {
    me {
      preferences {
        layout {
          theme
          density
          startPage
          isSidebarOpen
          pageSize
        }
        notifications {
          hasSound
          isDesktopShown
          hasUnreadBadge
          isGrouped
        }
        filters {
          provinces
          isOpenOnly
          isTrackedHidden
          minDaysToClosing
        }
        ai {
          isSummaryShown
          summaryLength
          isReadinessShown
        }
        version
      }
    }
  }
`);
const update = graphql(`
  mutation ($input: UpdatePreferencesInput!) {
    updatePreferences(input: $input) {
      __typename
      ... on UpdatePreferencesSuccess {
        preferences {
          layout {
            theme
          }
          version
        }
      }
      ... on InvalidInput {
        problems {
          path
          code
        }
      }
      ... on PreferencesConflict {
        current {
          version
        }
      }
    }
  }
`);
const usual = {
  layout: { theme: 'SYSTEM', density: 'COMFORTABLE', startPage: 'TENDERS', isSidebarOpen: true, pageSize: 20 },
  notifications: { hasSound: false, isDesktopShown: false, hasUnreadBadge: true, isGrouped: true },
  filters: { provinces: [], isOpenOnly: true, isTrackedHidden: false, minDaysToClosing: 0 },
  ai: { isSummaryShown: true, summaryLength: 'STANDARD', isReadinessShown: true },
  version: 0,
};

let hub: TestHub;
let acme: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
  acme = await hub.team();
  clerk = await acme.user({ role: 'viewer' });
});

const preferencesOf = async (as: TestUser) => (await hub.as(as).data(own)).me?.preferences;
const events = () =>
  hub.database.sql(`select type, actor_id as actor, body from events.inbox where team_id = $1 order by number`, [
    acme.id,
  ]);

describe('preferences', () => {
  test('are as usual until their person chooses something, whatever their role, and are nobody else’s', async () => {
    const colleague = await acme.user();
    expect(await preferencesOf(clerk)).toEqual(usual);

    const first = await hub.as(clerk).data(update, {
      input: {
        expectedVersion: 0,
        layout: { theme: 'DARK', pageSize: 50 },
        notifications: { hasSound: true },
        filters: { provinces: ['LIMPOPO', 'GAUTENG', 'LIMPOPO'], minDaysToClosing: 7 },
        ai: { summaryLength: 'SHORT' },
      },
    });
    const second = await hub.as(clerk).data(update, {
      input: { expectedVersion: 1, layout: { density: 'COMPACT' }, ai: null },
    });

    expect(first.updatePreferences).toEqual({
      __typename: 'UpdatePreferencesSuccess',
      preferences: { layout: { theme: 'DARK' }, version: 1 },
    });
    expect(second.updatePreferences).toMatchObject({ preferences: { version: 2 } });
    expect(await preferencesOf(clerk)).toEqual({
      layout: { ...usual.layout, theme: 'DARK', density: 'COMPACT', pageSize: 50 },
      notifications: { ...usual.notifications, hasSound: true },
      filters: { ...usual.filters, provinces: ['GAUTENG', 'LIMPOPO'], minDaysToClosing: 7 },
      ai: usual.ai,
      version: 2,
    });
    expect(await preferencesOf(colleague)).toEqual(usual);
  });

  test('are told with what they were and are, and not at all where nothing changed', async () => {
    await hub.as(clerk).data(update, { input: { expectedVersion: 0, layout: { theme: 'DARK' } } });
    const same = await hub.as(clerk).data(update, { input: { expectedVersion: 1, layout: { theme: 'DARK' } } });

    expect(same.updatePreferences).toMatchObject({ preferences: { version: 1 } });
    expect(await events()).toEqual([
      {
        type: 'identity.preferences_changed',
        actor: clerk.actor.accountId,
        body: { version: 1, changes: [{ field: 'layout.theme', before: 'SYSTEM', after: 'DARK' }] },
      },
    ]);
  });

  test.each([
    ['an older version', { expectedVersion: 3, layout: { theme: 'DARK' } }, { current: { version: 0 } }],
    [
      'numbers that are out of range, all at once',
      { expectedVersion: 0, layout: { pageSize: 101 }, filters: { minDaysToClosing: -1 } },
      {
        problems: [
          { path: ['layout', 'pageSize'], code: 'OUT_OF_RANGE' },
          { path: ['filters', 'minDaysToClosing'], code: 'OUT_OF_RANGE' },
        ],
      },
    ],
    [
      'null for a field',
      { expectedVersion: 0, layout: { theme: null } },
      { problems: [{ path: ['layout', 'theme'], code: 'REQUIRED' }] },
    ],
  ] as const)('are not changed by %s', async (_what, input, answer) => {
    const before = await snapshotOf(hub.database);

    const { data } = await hub.as(clerk).send(update, { input });

    expect(data?.updatePreferences).toMatchObject(answer);
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test('that are chosen for the first time in two tabs at once are those of one of them', async () => {
    const choose = (theme: 'DARK' | 'LIGHT') => () =>
      hub.as(clerk).data(update, { input: { expectedVersion: 0, layout: { theme } } });

    const answers = await atTheSameMoment(hub.database, choose('DARK'), choose('LIGHT'));

    expect(answers.map(({ updatePreferences }) => updatePreferences?.__typename)).toEqual([
      'UpdatePreferencesSuccess',
      'PreferencesConflict',
    ]);
    expect(await preferencesOf(clerk)).toMatchObject({ layout: { theme: 'DARK' }, version: 1 });
  });

  test('that this version of the product cannot read are as usual', async () => {
    await hub
      .as(clerk)
      .data(update, { input: { expectedVersion: 0, layout: { theme: 'DARK' }, ai: { isSummaryShown: false } } });
    await hub.database.sql(`update identity.preference set layout = '{"theme": "NEON"}' where membership_id = $1`, [
      clerk.actor.membershipId,
    ]);

    expect(await preferencesOf(clerk)).toEqual({ ...usual, ai: { ...usual.ai, isSummaryShown: false }, version: 1 });
  });
});
