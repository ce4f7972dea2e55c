import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { z } from 'zod';
import { openWorld, type World } from '../kit/world.js';
import { dropValueConstraints, insertRow, tenantTables } from './tenant-tables.js';

// The statements that people's screens are made of, as the product sends them, explained by a server with many teams: the
// rule of row-level security is worked out once, and each tenant table is entered by an index that leads with the team.

const screens = [
  `{ me { role account { displayName } team { name plan } } team { name members { nodes { role account { displayName } } } } }`,
  `{ entries(first: 20, filter: { statuses: [PENDING, SUBMITTED], priorities: [MEDIUM, HIGH] }) {
      totalCount nodes { status notes assignee { role } createdBy { account { displayName } } tender { title closingAt } } } }`,
  `{ entries(first: 20, orderBy: CLOSING_AT_ASC, filter: { closing: { from: "2026-01-01T00:00:00Z" } }) {
      totalCount statusCounts { status entryCount } nodes { closingAt } } }`,
  `{ dashboard { projectStageCounts { projectCount } entryStatusCounts { entryCount } taskStatusCounts { taskCount } overdueTaskCount
      recentChanges { changedAt project { name } task { title } entry { notes } } } }`,
  `{ tasks(first: 20, orderBy: PRIORITY_DESC) { totalCount nodes { title isOverdue project { name } assignee { role } } } }`,
  `{ myTasks(first: 20) { totalCount nodes { title comments(first: 5) { totalCount nodes { text mentions { role } } } } } }`,
  `{ projects(first: 20, orderBy: CLOSING_AT_ASC) { totalCount nodes { name closingAt health { score } members { role }
      tasks(first: 5) { totalCount nodes { title dependsOn { title } } } gateDecisions(first: 5) { nodes { decision reopenedAt } } } } }`,
  `{ projects(filter: { isDeleted: true }) { nodes { name } } }`,
  `{ activities(first: 20) { totalCount nodes { title participants { name } project { name } } } }`,
  `query ($entry: ID!) { entry(id: $entry) { status notes } }`,
  `{ tenders(first: 20, search: "supply") { totalCount nodes { __typename id title entry { status } } } }`,
  `query ($tender: ID!) { tender(id: $tender) { title entry { status notes } overrides { field } documents { nodes { title } }
      unacknowledgedChanges(first: 20) { nodes { version } } readiness { __typename } } }`,
  `{ teamTenders(first: 20) { totalCount nodes { id title source { name } } } }`,
  `{ teamSources { nodes { id name } } }`,
  `{ savedSearches { nodes { id name newCount newMatches(first: 20) { nodes { isSeen tender { title } } } } } }`,
  `{ savedSearchAlerts(first: 20) { nodes { isSeen savedSearch { name } } } }`,
  `{ tenderExports(first: 20) { totalCount nodes { id status } } }`,
  `{ changes(first: 20) { endCursor changes { version } } }`,
  `{ searchQuota { used } }`,
  `{ auditEvents(first: 20) { totalCount nodes { eventType actor { role } } } }`,
  `query ($entry: ID!) { auditEvents(filter: { subjectIds: [$entry] }) { nodes { eventType } } }`,
  `query ($member: ID!) { auditEvents(filter: { actorIds: [$member] }) { nodes { eventType } } }`,
  `{ auditEvents(filter: { occurred: { from: "2026-01-01T00:00:00Z", before: "2026-01-02T00:00:00Z" } }) { nodes { eventType } } }`,
];

interface Sent {
  readonly role: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

let world: World;
let client: pg.Client;
let tenantNames: ReadonlySet<string>;
let statements: readonly Sent[];
const failures: string[] = [];

beforeAll(async () => {
  world = await openWorld();
  const { database } = world.hub;
  const tables = await tenantTables(database);
  tenantNames = new Set(tables.map(({ name }) => name));
  statements = await sentBy(async () => {
    const { ids, people } = world.own;
    for (const query of screens) {
      const variables = { entry: ids['Entry'], member: ids['Member'], tender: world.shared };
      const used = Object.fromEntries(Object.entries(variables).filter(([name]) => query.includes(`$${name}`)));
      const { errors } = await world.hub.ask(query, { as: people.admin, variables: used });
      failures.push(...errors.map(({ message }) => `${query.slice(0, 60)}: ${message}`));
    }
  });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await dropValueConstraints(database);
  const teams = Array.from({ length: 400 }, () => randomUUID());
  for (const table of tables) {
    const row = insertRow(table, '@').replace(' values (', ' select ').replace(/\)$/u, '').replaceAll("'@'", 't.team');
    await client.query(`${row} from unnest($1::uuid[]) as t (team), generate_series(1, 10) on conflict do nothing`, [
      teams,
    ]);
    await client.query(`analyze ${table.name}`);
  }
});
afterAll(async () => {
  await client.end();
  await world.close();
});

/** What work reads in the name of service roles: each text once. */
async function sentBy(work: () => Promise<void>): Promise<Sent[]> {
  const sent = new Map<string, Sent>();
  const original = pg.Client.prototype.query;
  const noting = function (this: pg.Client, ...args: unknown[]): unknown {
    const [statement] = args;
    if (typeof statement === 'object' && statement !== null && this.user?.startsWith('svc_')) {
      const { text, values } = z
        .object({ text: z.string(), values: z.array(z.unknown()).default([]) })
        .parse(statement);
      if (/^\s*(?:select|with)/iu.test(text)) sent.set(text, { role: this.user, text, values });
    }
    return Reflect.apply(original, this, args);
  };
  Object.assign(pg.Client.prototype, { query: noting });
  try {
    await work();
  } finally {
    Object.assign(pg.Client.prototype, { query: original });
  }
  return [...sent.values()];
}

const nodeSchema = z.record(z.string(), z.unknown());

function nodesOf(plan: unknown): Record<string, unknown>[] {
  const node = nodeSchema.parse(plan);
  const below = z.array(z.unknown()).parse(node['Plans'] ?? []);
  return [node, ...below.flatMap(nodesOf)];
}

async function planOf({ role, text, values }: Sent): Promise<Record<string, unknown>[]> {
  await client.query(`begin; set local role ${role}`);
  await client.query(`select set_config('app.team_id', $1, true)`, [world.own.team.id]);
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': unknown[] }>(`explain (verbose, format json) ${text}`, [
      ...values,
    ]);
    return nodesOf(nodeSchema.parse(rows[0]?.['QUERY PLAN'][0])['Plan']);
  } finally {
    await client.query('rollback');
  }
}

// Where a statement names the team as a value, the planner knows how many rows that team has; the policy is checked beside it.
const byTeam = /\bteam_id = \(?(?:\$\d+|\(?InitPlan \d+\)?\.col1|'[0-9a-f-]{36}'::uuid)/u;
// The rule of accounts asks whether a person is in the team: a person has few memberships, and they are found by the person.
const byPerson = /\b(?:m|t0)\.account_id = /u;

/** How a plan enters the tables of teams. */
function scansOf(nodes: readonly Record<string, unknown>[]): { table: string; type: unknown; condition: string }[] {
  return nodes.flatMap((node) => {
    const table = `${String(node['Schema'])}.${String(node['Relation Name'])}`;
    if (!tenantNames.has(table)) return [];
    // A bitmap's condition is that of the index below it.
    const condition = [node, ...nodesOf(node)].map((each) => each['Index Cond']).find((each) => each !== undefined);
    return [{ table, type: node['Node Type'], condition: String(condition ?? '') }];
  });
}

test('screens send their statements', () => {
  expect(failures).toEqual([]);
  expect(
    statements.filter(({ text }) => [...tenantNames].some((name) => mentions(text, name))).length,
  ).toBeGreaterThanOrEqual(20);
});

/** The id of a team is its `team_id`. */
function isOfTeam({ table, condition }: { table: string; condition: string }): boolean {
  return (
    byTeam.test(condition) || byPerson.test(condition) || (table === 'identity.team' && /\bid = /u.test(condition))
  );
}

function mentions(text: string, name: string): boolean {
  return text.replaceAll('"', '').includes(name);
}

test('each enters tables of teams by an index that leads with the team, which is worked out once', async () => {
  const wrong: object[] = [];
  const entered = new Set<string>();
  for (const statement of statements) {
    const nodes = await planOf(statement);
    const scans = scansOf(nodes);
    for (const { table } of scans) entered.add(table);
    if (scans.length > 0 && !nodes.some((node) => node['Parent Relationship'] === 'InitPlan'))
      wrong.push({ text: statement.text, problem: 'no InitPlan' });
    for (const scan of scans)
      if (scan.type === 'Seq Scan' || !isOfTeam(scan)) wrong.push({ text: statement.text, ...scan });
  }

  expect(wrong).toEqual([]);
  expect(entered.size).toBeGreaterThanOrEqual(9);
});

test('those of the workspace name the team as a value, so that the planner knows how much it has', () => {
  const listed = /\bworkspace\.(?:task|project|entry|activity|comment|gate_decision|stage_change)\b/u;
  const nameless = statements.filter(
    ({ role, text, values }) =>
      role === 'svc_workspace' && listed.test(text.replaceAll('"', '')) && !values.includes(world.own.team.id),
  );

  expect(nameless.map(({ text }) => text)).toEqual([]);
});
