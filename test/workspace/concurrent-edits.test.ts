import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeId } from '@hub/runtime/graphql';
import type { Untyped } from '../kit/client.js';
import type { TestUser } from '../kit/people.js';
import { choices, type Choices } from '../kit/sequence.js';
import type { TestSubgraph } from '../kit/subgraph.js';
import { addTender } from '../kit/tender-rows.js';
import { openProjects } from './project-requests.js';

// All of them take a minute on a laptop; a part of them is run with every change.
const operationCount = Number(process.env['HUB_TEST_OPERATIONS'] ?? 800);
const peopleCount = 6;
const seed = 20_260_310;

type Kind = 'Entry' | 'Project' | 'Task';
type Fields = Readonly<Record<string, unknown>>;

/** What people edit of a kind: how its state is read, and values that each field can be given. */
const kinds: Readonly<
  Record<Kind, { readonly selection: string; readonly values: Readonly<Record<string, unknown[]>> }>
> = {
  Entry: {
    selection: 'status priority notes',
    values: {
      status: ['PENDING', 'INTERESTED', 'NOT_ELIGIBLE', 'SUBMITTED'],
      priority: ['LOW', 'MEDIUM', 'HIGH'],
      notes: [null, 'Ring them.', 'Wait.'],
    },
  },
  Project: {
    selection: 'name description winProbability priority',
    values: {
      name: ['Pipes', 'Pumps', 'Roads'],
      description: [null, 'Long.', 'Short.'],
      winProbability: [null, 10, 90],
      priority: ['LOW', 'MEDIUM', 'CRITICAL'],
    },
  },
  Task: {
    selection: 'title description priority dueOn status',
    values: {
      title: ['Pour concrete', 'Dig', 'Measure'],
      description: [null, 'Long.'],
      priority: ['LOW', 'HIGH', 'CRITICAL'],
      dueOn: [null, '2026-03-31', '2026-04-30'],
      status: ['NOT_STARTED', 'IN_PROGRESS', 'COMPLETED'],
    },
  },
};

/** The model of a thing: its state at each version, which is told once and never again differently. */
interface Thing {
  readonly kind: Kind;
  readonly id: string;
  readonly states: Map<number, Fields>;
}

let workspace: TestSubgraph;
let people: TestUser[];
let reader: TestUser;
let things: Thing[];

beforeAll(async () => {
  workspace = await openProjects(() => new Date('2026-03-10T08:00:00Z'));
  const acme = await workspace.team();
  people = await Promise.all(Array.from({ length: peopleCount }, () => acme.user()));
  reader = await acme.user();
  const make = async (name: string, kind: Kind, input: Fields): Promise<Thing> => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const field = kind.toLowerCase();
    const { selection } = kinds[kind];
    const data = await workspace
      .as(reader)
      .data(
        `mutation ($input: ${type}Input!) { ${name}(input: $input) { ... on ${type}Success { ${field} { id version ${selection} } } } }`,
        { input },
      );
    const { id, version, ...state } = data[name][field];
    return { kind, id, states: new Map([[version, state]]) };
  };
  things = [];
  for (let count = 0; count < 4; count += 1) {
    const tender = await addTender(workspace.database);
    const project = await make('createProject', 'Project', { name: 'Pipes', tenderId: tender.id });
    things.push(await make('trackTender', 'Entry', { tenderId: tender.id }), project);
    things.push(await make('createTask', 'Task', { projectId: project.id, title: 'Dig' }));
  }
});
afterAll(() => workspace.close());

/** What came of one edit, as its author sees it. */
interface Edit {
  readonly thing: Thing;
  readonly expectedVersion: number;
  readonly fields: Fields;
  readonly answer: Untyped;
}

function drawFields({ kind }: Thing, draw: Choices): Fields {
  const { values } = kinds[kind];
  const names = Object.keys(values);
  const chosen = new Set(Array.from({ length: 1 + draw.next(2) }, () => draw.oneOf(names)));
  return Object.fromEntries([...chosen].map((name) => [name, draw.oneOf(values[name] ?? [])]));
}

async function edit(
  thing: Thing,
  { as, expectedVersion, fields }: { as: TestUser; expectedVersion: number; fields: Fields },
) {
  const { kind, id } = thing;
  const [field, { selection }] = [kind.toLowerCase(), kinds[kind]];
  const query = `mutation ($input: Update${kind}Input!) { update${kind}(input: $input) { __typename
    ... on Update${kind}Success { now: ${field} { version ${selection} } }
    ... on ${kind}Conflict { message path now: current { version ${selection} } } } }`;
  const data = await workspace.as(as).data(query, { input: { id, expectedVersion, ...fields } });
  return { thing, expectedVersion, fields, answer: data[`update${kind}`] } satisfies Edit;
}

/** Edits by one person on what they have seen of the things, which may be old by then. */
async function work(as: TestUser, draw: Choices, count: number): Promise<Edit[]> {
  const seen = new Map(things.map((thing) => [thing, 1]));
  const edits: Edit[] = [];
  for (let done = 0; done < count; done += 1) {
    const thing = draw.oneOf(things);
    const made = await edit(thing, { as, expectedVersion: seen.get(thing) ?? 1, fields: drawFields(thing, draw) });
    // Now and then somebody goes on with what they saw before the conflict.
    const isStubborn = draw.next(10) === 0;
    if (!isStubborn || made.answer.__typename.endsWith('Success')) seen.set(thing, made.answer.now.version);
    edits.push(made);
  }
  return edits;
}

const stateOf = ({ version: _version, ...state }: Untyped): Fields => state;

test('edits of several people at once are all kept, or answered with a conflict that shows both versions', async () => {
  const each = Math.ceil(operationCount / peopleCount);

  const edits = (await Promise.all(people.map((person, place) => work(person, choices(seed + place), each)))).flat();

  // In the order in which they took effect: the version that each made.
  const changes = edits.filter(
    ({ answer, expectedVersion }) =>
      answer.now.version === expectedVersion + 1 && answer.__typename.endsWith('Success'),
  );
  const divergences: unknown[] = [];
  const expectEqual = (what: string, found: unknown, expected: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(expected)) divergences.push({ what, found, expected });
  };
  for (const { thing, answer, expectedVersion, fields } of changes.toSorted(
    (a, b) => a.expectedVersion - b.expectedVersion,
  )) {
    if (thing.states.has(expectedVersion + 1))
      divergences.push({ what: 'two edits made one version', id: thing.id, expectedVersion });
    expectEqual('an edit', stateOf(answer.now), { ...thing.states.get(expectedVersion), ...fields });
    thing.states.set(expectedVersion + 1, stateOf(answer.now));
  }
  const others = edits.filter((one) => !changes.includes(one));
  for (const { thing, answer, expectedVersion, fields } of others) {
    const { version } = answer.now;
    expectEqual('what is shown', stateOf(answer.now), thing.states.get(version));
    if (answer.__typename.endsWith('Success')) {
      expectEqual(
        'an edit that changes nothing',
        [version, stateOf(answer.now)],
        [expectedVersion, { ...thing.states.get(version), ...fields }],
      );
    } else {
      expectEqual('a conflict', [version > expectedVersion, answer.path], [true, ['expectedVersion']]);
      if (!answer.message.includes(`at version ${version} now`))
        divergences.push({ what: 'a message', message: answer.message });
    }
  }
  for (const { kind, id, states } of things) {
    const data = await workspace
      .as(reader)
      .data(`query ($id: ID!) { ${kind.toLowerCase()}(id: $id) { version ${kinds[kind].selection} } }`, { id });
    const { version, ...state } = data[kind.toLowerCase()];
    expectEqual('what is left', [version, state], [states.size, states.get(states.size)]);
    const [row] = await workspace.database.sql<{ count: number }>(
      `select count(*)::int as count from events.inbox where subject_id = $1 and type = $2`,
      [decodeId(kind, id), `workspace.${kind.toLowerCase()}_updated`],
    );
    expectEqual('events', row?.count, states.size - 1);
  }
  expect(divergences).toEqual([]);
  expect(edits.length).toBeGreaterThanOrEqual(operationCount);
  // Both happen often, or nothing was tried.
  expect(changes.length).toBeGreaterThan(operationCount / 10);
  expect(others.length).toBeGreaterThan(operationCount / 10);
});
