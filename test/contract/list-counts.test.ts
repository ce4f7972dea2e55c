import { afterAll, expect, test } from '@jest/globals';
import { apiSchemaOf } from '../kit/api-schema.js';
import { inputPlacesOf } from '../kit/input-places.js';
import { openWorld } from '../kit/world.js';

const world = await openWorld();
const { hub, own } = world;
const places = inputPlacesOf(await apiSchemaOf(hub), own.ids).filter(({ coordinate }) =>
  coordinate.endsWith('(first)'),
);
afterAll(() => world.close());

const fields = 'totalCount nodes { __typename } edges { node { __typename } } pageInfo { hasNextPage }';

interface List {
  readonly totalCount: number;
  readonly nodes: readonly unknown[];
  readonly edges: readonly { readonly node: unknown }[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}

/** Every list in an answer, wherever it is. */
function listsIn(value: unknown): List[] {
  if (typeof value !== 'object' || value === null) return [];
  const isList = 'totalCount' in value && 'nodes' in value && 'edges' in value && 'pageInfo' in value;
  const own = isList
    ? [Object.assign({ totalCount: -1, nodes: [], edges: [], pageInfo: { hasNextPage: false } }, value)]
    : [];
  return [...own, ...Object.values(value).flatMap(listsIn)];
}

/** The list at a place, with pages of so many rows; null for what is no connection. */
async function listAt(place: (typeof places)[number], first: number): Promise<List | null> {
  const query = place.inDocument(String(first)).query.replace('{ __typename }', `{ ${fields} }`);
  // What lies outside of teams is for super-admins of the platform.
  const { platform, owner } = own.people;
  const as = place.coordinate === 'Query.platformTeams(first)' ? platform : owner;
  const { data, errors } = await hub.ask(query, { as });
  const isOther = errors.some(({ extensions }) => extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED');
  if (!isOther) expect(errors).toEqual([]);
  return listsIn(data)[0] ?? null;
}

test('every list says how many rows it has, whatever the page, and its nodes are those of its edges', async () => {
  const counts: Record<string, number> = {};
  for (const place of places) {
    const all = await listAt(place, 100);
    if (all === null) continue;
    const none = await listAt(place, 0);
    counts[place.coordinate] = all.totalCount;
    const shown = { rows: all.edges.length, nodes: all.nodes, rest: all.pageInfo.hasNextPage, alone: none?.totalCount };
    expect([place.coordinate, shown]).toEqual([
      place.coordinate,
      { rows: all.totalCount, nodes: all.edges.map(({ node }) => node), rest: false, alone: all.totalCount },
    ]);
  }
  // Lists of lots, awards and documents, of which this world has none, are counted where they are tested.
  expect(counts).toEqual({
    'Buyer.tenders(first)': 5,
    // What the member did, and that the team's own tenders changed.
    'Query.auditEvents(first)': 2,
    'Query.buyers(first)': 1,
    'Query.drafts(first)': 1,
    'Query.entries(first)': 2,
    'Project.gateDecisions(first)': 1,
    'Project.stageChanges(first)': 1,
    'Entry.comments(first)': 0,
    'Project.comments(first)': 1,
    'Task.comments(first)': 0,
    'Entry.history(first)': 1,
    'Project.history(first)': 0,
    'Task.history(first)': 0,
    'Project.tasks(first)': 1,
    'Project.activities(first)': 1,
    'Entry.activities(first)': 0,
    'Query.activities(first)': 1,
    'Query.myTasks(first)': 0,
    'Query.tasks(first)': 1,
    'Query.projects(first)': 1,
    'Query.projectArchives(first)': 1,
    'Query.platformTeams(first)': 2,
    'Query.quarantinedReleases(first)': 0,
    'Query.rankedTenders(first)': 2,
    'Query.savedSearchAlerts(first)': 1,
    'Query.savedSearches(first)': 1,
    'Query.suppliers(first)': 1,
    'Query.teamSources(first)': 1,
    'Query.teamTenders(first)': 1,
    'Query.tenderExports(first)': 1,
    'Query.tenders(first)': 6,
    'SavedSearch.newMatches(first)': 1,
    'SavedSearch.tenders(first)': 0,
    'Supplier.awards(first)': 1,
    'Supplier.records(first)': 1,
    'Team.invitations(first)': 1,
    'Team.members(first)': 6,
    'Team.platformEntries(first)': 1,
    'Team.roleAssignments(first)': 1,
    'Team.roles(first)': 1,
    'Team.units(first)': 1,
    'Unit.members(first)': 1,
    'Tender.contracts(first)': 0,
    'Tender.documents(first)': 0,
    'Tender.history(first)': 1,
    'Tender.items(first)': 0,
    'Tender.lots(first)': 0,
    'Tender.unacknowledgedChanges(first)': 0,
    // Only the member was told of something.
    'Viewer.notifications(first)': 0,
  });
});
