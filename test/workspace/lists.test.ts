import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  parse,
  type GraphQLInputField,
} from 'graphql';
import type { Untyped } from '../kit/client.js';
import type { TestUser } from '../kit/people.js';
import type { TestSubgraph } from '../kit/subgraph.js';
import { fillLists } from './list-rows.js';
import { openProjects } from './project-requests.js';

// Every list of the workspace that can be ordered, taken from the schema: a new list, order or filter is tested the moment it exists.

const sdlOf = (file: string) => readFileSync(new URL(`../../gateway/${file}`, import.meta.url), 'utf8');
const schema = buildSchema(sdlOf('schema.graphql'));
const ownFields = parse(sdlOf('schemas/workspace.graphql')).definitions.flatMap((definition) =>
  (definition.kind === 'ObjectTypeExtension' || definition.kind === 'ObjectTypeDefinition') &&
  definition.name.value === 'Query'
    ? (definition.fields ?? []).map(({ name }) => name.value)
    : [],
);

type Row = Record<string, Untyped>;
interface List {
  readonly name: string;
  readonly orders: readonly string[];
  readonly filters: readonly GraphQLInputField[];
}

const lists: readonly List[] = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap(({ name, args }) => {
  const [order, filter] = ['orderBy', 'filter'].map(
    (wanted) => args.find((argument) => argument.name === wanted)?.type,
  );
  const [orderType, filterType] = [order && getNamedType(order), filter && getNamedType(filter)];
  if (!isEnumType(orderType) || !ownFields.includes(name)) return [];
  const filters = isInputObjectType(filterType) ? Object.values(filterType.getFields()) : [];
  return [{ name, orders: orderType.getValues().map((value) => value.name), filters }];
});

/** What a row has that a filter of this name goes by, where it is no field of the name in the singular. */
const special: Readonly<Record<string, (row: Row) => readonly unknown[]>> = {
  memberIds: ({ captureManager, proposalManager, assignee }) =>
    [captureManager, proposalManager, assignee].flatMap((member) => member?.id ?? []),
  createdByIds: ({ createdBy }) => [createdBy?.id],
  archivedByIds: ({ archivedBy }) => [archivedBy?.id],
  projectIds: ({ project, projectId }) => [project?.id ?? projectId],
  tags: ({ tags }) => tags,
};
const ranges: Readonly<Record<string, string>> = { closing: 'closingAt', starting: 'startsAt' };
const ranks = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const fields = [
  'createdAt',
  'updatedAt',
  'closingAt',
  'startsAt',
  'archivedAt',
  'dueOn',
  'name',
  'priority',
  'readinessScore',
  'kind',
  'status',
];
const flags = ['stage', 'shipleyStep', 'tags', 'isOverdue', 'isFromTenderChange', 'projectId', 'deletedAt'];
const links = [
  'project',
  'entry',
  'assignee',
  'tender',
  'captureManager',
  'proposalManager',
  'createdBy',
  'archivedBy',
];

let workspace: TestSubgraph;
let clerk: TestUser;
beforeAll(async () => {
  workspace = await openProjects(() => new Date('2026-03-10T08:00:00Z'));
  const acme = await workspace.team({ plan: 'PRO' });
  clerk = await acme.user({ role: 'admin' });
  const members = [clerk.actor.membershipId, (await acme.user()).actor.membershipId] as const;
  await fillLists(workspace, { teamId: acme.id, members });
});
afterAll(() => workspace.close());

/** A page of a list with all of its rows' fields that orders and filters go by. */
async function pageOf({ name }: List, variables: Record<string, unknown>): Promise<Untyped> {
  const query = schema.getQueryType()?.getFields()[name];
  const connection = query && getNamedType(query.type);
  const nodes = isObjectType(connection) && connection.getFields()['nodes'];
  const row = nodes ? getNamedType(nodes.type) : null;
  const known = isObjectType(row) ? Object.keys(row.getFields()) : [];
  const selection = [...known.filter((field) => fields.includes(field) || flags.includes(field))];
  const objects = known.filter((field) => links.includes(field)).map((field) => `${field} { id }`);
  const types = Object.fromEntries((query?.args ?? []).map((argument) => [argument.name, String(argument.type)]));
  const sent = Object.keys(variables);
  const text = `query (${sent.map((key) => `$${key}: ${types[key]}`).join(', ')}) { ${name}(${sent
    .map((key) => `${key}: $${key}`)
    .join(
      ', ',
    )}) { totalCount pageInfo { hasNextPage endCursor } nodes { id ${[...selection, ...objects].join(' ')} } } }`;
  return (await workspace.as(clerk).data(text, variables))[name];
}

const rowsOf = async (list: List, variables: Record<string, unknown> = {}): Promise<Row[]> =>
  (await pageOf(list, { first: 100, ...variables })).nodes;
const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id);

/** What an order goes by: the field that its name says. */
function sortedBy(order: string, row: Row): Untyped {
  const field = order
    .replace(/_(?:ASC|DESC)$/u, '')
    .toLowerCase()
    .replaceAll(/_(.)/gu, (_all, letter: string) => letter.toUpperCase());
  if (!(field in row)) throw new Error(`No row shows what ${order} goes by.`);
  return field === 'priority' ? ranks.indexOf(row[field]) : row[field];
}

const all = lists.map((list) => [list.name, list] as const);

test('the workspace has these lists', () => {
  expect(lists.map(({ name }) => name).toSorted()).toEqual([
    'activities',
    'entries',
    'myTasks',
    'projectArchives',
    'projects',
    'tasks',
  ]);
});

describe.each(all)('%s', (_name, list) => {
  test.each(list.orders)(
    'by %s: in order, what is missing last, and the same over pages of any size',
    async (orderBy) => {
      const rows = await rowsOf(list, { orderBy });
      const values = rows.map((row) => sortedBy(orderBy, row));
      const known = values.filter((value) => value !== null);
      const sign = orderBy.endsWith('_DESC') ? -1 : 1;
      const order = known.toSorted((left, right) => (left === right ? 0 : left < right ? -sign : sign));

      expect(rows.length).toBeGreaterThanOrEqual(3);
      expect(values).toEqual([...order, ...Array.from({ length: values.length - known.length }, () => null)]);
      for (const first of [1, 2, 5]) {
        const paged: Row[] = [];
        for (let after: string | null = null, hasNext = true; hasNext;) {
          const { totalCount, nodes, pageInfo } = await pageOf(list, { orderBy, first, after });
          paged.push(...nodes);
          [after, hasNext] = [pageInfo.endCursor, pageInfo.hasNextPage];
          expect([totalCount, nodes.length <= first]).toEqual([rows.length, true]);
        }
        expect(idsOf(paged)).toEqual(idsOf(rows));
      }
    },
  );

  test.each(list.filters.map((filter) => [filter.name, filter] as const))('filters by %s', async (name, { type }) => {
    const [rows, named] = [await rowsOf(list), getNamedType(type)];
    const filtered = async (value: unknown) => idsOf(await rowsOf(list, { filter: { [name]: value } }));
    const where = (keeps: (row: Row) => boolean) => idsOf(rows.filter(keeps));
    expect(await filtered(null)).toEqual(idsOf(rows));

    if (isListType(type)) {
      const singular = name === 'priorities' ? 'priority' : name.replace(/Ids$/u, '').replace(/(?<=s)es$|s$/u, '');
      const valuesOf = special[name] ?? ((row: Row) => [row[singular]?.id ?? row[singular]]);
      const found = name === 'ids' ? idsOf(rows) : rows.flatMap(valuesOf).filter((value) => value != null);
      const values = isEnumType(named) ? named.getValues().map((value) => value.name) : [...new Set(found)];
      expect(values.length).toBeGreaterThan(0);
      expect(await filtered([])).toEqual(idsOf(rows));
      for (const some of [...values.map((value) => [value]), values.slice(0, 2)])
        expect([some, await filtered(some)]).toEqual([
          some,
          where((row) => (name === 'ids' ? [row['id']] : valuesOf(row)).some((value) => some.includes(value))),
        ]);
      if (!isEnumType(named) && !['tags', 'ids'].includes(name))
        expect(await filtered([encodeId(typeOf(name), nobody)])).toEqual([]);
    } else if (named.name === 'DateTimeRange') {
      const field = ranges[name] ?? name;
      const middle = rows
        .map((row) => row[field])
        .filter((value) => value !== null)
        .toSorted()[Math.floor(rows.length / 3)];
      expect(await filtered({ from: middle })).toEqual(where((row) => row[field] !== null && row[field] >= middle));
      expect(await filtered({ before: middle })).toEqual(where((row) => row[field] !== null && row[field] < middle));
    } else if (named.name === 'Boolean') {
      if (name === 'isDeleted') {
        const binned = await rowsOf(list, { filter: { isDeleted: true } });
        expect(await filtered(false)).toEqual(idsOf(rows));
        expect(binned.length).toBeGreaterThan(0);
        expect(binned.every(({ deletedAt }) => deletedAt !== null)).toBe(true);
      } else
        for (const value of [true, false]) expect(await filtered(value)).toEqual(where((row) => row[name] === value));
    } else {
      expect(name).toBe('minReadinessScore');
      expect(await filtered(20)).toEqual(
        where(({ readinessScore }) => readinessScore !== null && readinessScore >= 20),
      );
    }
  });
});

const nobody = '0197f0a0-1111-7222-8333-444455556661';
const typeNames: Readonly<Record<string, string>> = { projectIds: 'Project', entryIds: 'Entry', tenderIds: 'Tender' };

/** The type of the ids that a filter takes. */
function typeOf(filter: string): string {
  return typeNames[filter] ?? 'Member';
}
