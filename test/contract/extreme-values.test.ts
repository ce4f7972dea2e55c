import { afterAll, describe, expect, test } from '@jest/globals';
import { httpStatusOf } from '@hub/runtime/errors';
import { encodeCursor } from '@hub/runtime/graphql';
import { apiSchemaOf } from '../kit/api-schema.js';
import { inputPlacesOf, type Operation } from '../kit/input-places.js';
import { openWorld } from '../kit/world.js';

const world = await openWorld();
const { hub, own } = world;
const places = inputPlacesOf(await apiSchemaOf(hub), own.ids);
afterAll(() => world.close());

const texts = ['', ' ', '\u0001', '\uFFFF', '😀'.repeat(3_000), "'; drop table x; --", '%', '\\', '{}', '-1', '1e400'];

/** The name inside the cursors of each list; null where cursors are signed, and cannot be made up. */
const lists: Readonly<Record<string, string | null>> = {
  'Award.contracts(after)': 'contracts',
  'Award.items(after)': 'awardItems',
  'Buyer.tenders(after)': 'buyerTenders',
  'Lot.items(after)': 'items',
  'Team.invitations(after)': 'invitations',
  'Team.units(after)': 'units',
  'Team.platformEntries(after)': 'platformEntries',
  'Query.platformTeams(after)': null,
  'Unit.members(after)': null,
  'Team.roles(after)': 'roles',
  'Team.roleAssignments(after)': 'roleAssignments:{}',
  'Query.auditEvents(after)': 'auditEvents:RECORDED_AT_DESC',
  'Query.buyers(after)': 'buyer',
  'Query.changes(after)': 'changes',
  'Query.drafts(after)': 'drafts:CREATED_AT_DESC',
  'Query.entries(after)': 'entries:CREATED_AT_DESC',
  'Project.gateDecisions(after)': 'gateDecisions',
  'Project.stageChanges(after)': 'stageChanges',
  'Entry.comments(after)': 'entryComments',
  'Project.comments(after)': 'projectComments',
  'Task.comments(after)': 'taskComments',
  'Entry.history(after)': 'entryHistory',
  'Project.history(after)': 'projectHistory',
  'Task.history(after)': 'taskHistory',
  'Project.tasks(after)': 'projectTasks',
  'Project.activities(after)': 'projectActivities',
  'Entry.activities(after)': 'entryActivities',
  'Query.activities(after)': 'activities:STARTS_AT_ASC',
  'Query.myTasks(after)': 'tasks:DUE_ON_ASC',
  'Query.tasks(after)': 'tasks:DUE_ON_ASC',
  'Query.projects(after)': 'projects:CREATED_AT_DESC',
  'Query.projectArchives(after)': 'projectArchives:ARCHIVED_AT_DESC',
  'Query.quarantinedReleases(after)': 'quarantinedReleases',
  'Query.rankedTenders(after)': 'rankedTenders:RELEVANCE',
  'Query.savedSearchAlerts(after)': 'savedSearchAlerts',
  'Query.savedSearches(after)': 'savedSearches',
  'Query.suppliers(after)': 'supplier',
  'Query.teamSources(after)': 'teamSources',
  'Query.teamTenders(after)': 'teamTenders',
  'Query.tenderExports(after)': 'tenderExports',
  'Query.tenders(after)': null,
  'SavedSearch.newMatches(after)': 'savedSearchMatches',
  'SavedSearch.tenders(after)': null,
  'Supplier.awards(after)': 'supplierAwards',
  'Supplier.records(after)': 'supplierRecords',
  'Team.members(after)': 'members',
  'Tender.contracts(after)': 'contracts',
  'Tender.documents(after)': 'documents',
  'Tender.history(after)': 'versions',
  'Tender.items(after)': 'items',
  'Tender.lots(after)': 'lots',
  'Tender.unacknowledgedChanges(after)': 'versions',
  'TenderDocument.replacements(after)': 'replacements',
  'TenderSnapshot.documents(after)': 'documentSnapshots',
  'Viewer.notifications(after)': 'notifications',
};
const guid = '0197f0a0-1111-7222-8333-444455556661';
type Key = readonly (string | number | null)[];
const possibleKeys: readonly Key[] = [
  [guid],
  [1],
  ['x', guid],
  ['2026-03-31', guid],
  ['0', guid],
  [0, guid],
  ['0', guid, 'x'],
  ['1', guid, 1],
  ['2026-01-01T00:00:00.000Z', guid],
];
const impossibleKeys: readonly Key[] = [
  [],
  ['a\0b', guid],
  ['x', guid, 1],
  ['\uD800', guid],
  ['0000-01-01T00:00:00Z', guid],
  ['9'.repeat(18), guid],
  [`-${'9'.repeat(18)}`, guid],
  [`-${'9'.repeat(19)}`, guid],
  ['9'.repeat(19), guid, 'a\0'],
  ['9'.repeat(20), guid, 2_147_483_647],
  [8_640_000_000_000_001, guid],
  [2_147_483_647],
  [2_147_483_648],
  [1e308],
  [null, guid],
  [guid, 9_007_199_254_740_991],
];

const valuesOf: Readonly<Record<string, readonly unknown[]>> = {
  String: texts,
  ID: [...texts, 42, 'VGVuZGVyOg', Buffer.from('Tender:\0').toString('base64url')],
  Int: [-2_147_483_648, -1, 0, 2_147_483_647],
  Float: [-1.7976931348623157e308, 0, 1.7976931348623157e308, 5e-324],
  Boolean: [true, false],
  DateTime: ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '1970-01-01T00:00:00-18:00'],
  Date: ['0001-01-01', '9999-12-31'],
  JSON: [null, true, 0, '', [], {}, [[{ a: [null] }]], { data: '\u0001' }],
  Decimal: ['0', '-0', '999999999999999999.999999', '-999999999999999999.999999', 0.000001],
};

/** What is our fault in an answer; null when nothing is. */
async function faultOf({ query, variables }: Operation): Promise<string | null> {
  const { status, errors, text } = await hub.ask(query, { variables, as: own.people.owner });
  const isOurs = status >= 500 || errors.some(({ extensions }) => httpStatusOf(extensions['code']) >= 500);
  return isOurs ? `${JSON.stringify({ query, variables }).slice(0, 600)} -> ${status} ${text.slice(0, 600)}` : null;
}

describe('a value at the edge of what is allowed', () => {
  test.each(places.map((place) => [place.coordinate, place] as const))(
    'is not our fault as %s',
    async (_name, place) => {
      const faults: (string | null)[] = [];
      for (const value of valuesOf[place.scalar] ?? []) faults.push(await faultOf(place.inArgument(value)));

      expect(faults.length).toBeGreaterThan(0);
      expect(faults.filter((fault) => fault !== null)).toEqual([]);
    },
  );
});

describe('a cursor that was made up', () => {
  const paged = places.filter(({ coordinate }) => /\(after\)$/u.test(coordinate));

  test('is tried in every list', () => {
    expect(paged.map(({ coordinate }) => coordinate).sort()).toEqual(Object.keys(lists).sort());
  });

  test.each(paged.flatMap((place) => (lists[place.coordinate] ? [[place.coordinate, place] as const] : [])))(
    'is not our fault as %s',
    async (coordinate, place) => {
      const operationOf = (key: Key) => place.inArgument(encodeCursor(lists[coordinate] ?? '', key));
      const faults: (string | null)[] = [];
      for (const key of [...possibleKeys, ...impossibleKeys]) faults.push(await faultOf(operationOf(key)));
      const read = await Promise.all(
        possibleKeys.map(async (key) => {
          const { query, variables } = operationOf(key);
          return (await hub.ask(query, { variables, as: own.people.owner })).errors.length === 0;
        }),
      );

      expect(faults.filter((fault) => fault !== null)).toEqual([]);
      expect(read).toContain(true);
    },
  );
});
