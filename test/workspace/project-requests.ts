import { createSubgraph } from '@hub/workspace/subgraph';
import type { Untyped } from '../kit/client.js';
import type { TestUser } from '../kit/people.js';
import { testSubgraph, type TestSubgraph } from '../kit/subgraph.js';

const fields = `id kind name description reference stage status priority winProbability strategicValue version deletedAt
  tenderVersion tenderVersionSeen tender { id } captureManager { id } proposalManager { id } createdBy { id }
  outcome { result price { amount currency } winner reasons }`;

const errors: Readonly<Record<string, string>> = {
  InvalidInput: 'problems { path code }',
  NotFound: 'message',
  LimitReached: 'max used',
  ProjectConflict: `current { ${fields} }`,
  TransitionRefused: 'message missingFields current { version }',
};

/** What a mutation of projects answers beside the project. */
const extras: Readonly<Record<string, string>> = {
  decideGate: 'gateDecision { decision fromStage toStage note tenderVersion evidence approver { id } }',
  deleteProject: 'deletedId',
};

/** Opens the workspace subgraph with a clock that stands still until a test moves it. */
export function openProjects(now: () => Date): Promise<TestSubgraph> {
  return testSubgraph({ name: 'workspace', create: createSubgraph, now });
}

/** Sends a mutation of projects; answers its result. */
export async function send(
  workspace: TestSubgraph,
  name: string,
  { as, input }: { readonly as: TestUser; readonly input: Record<string, unknown> },
): Promise<Untyped> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename
    ... on ${type}Success { project { ${fields} } ${extras[name] ?? ''} } ${errorsOf(type)} } }`;
  const { data, errors: failures } = await workspace.as(as).send(query, { input });
  if (failures.length > 0) throw workspace.masked.at(-1) ?? new Error(JSON.stringify(failures));
  return data[name];
}

const without: Readonly<Record<string, readonly string[]>> = {
  CreateProject: ['ProjectConflict', 'TransitionRefused'],
  UpdateProject: ['LimitReached', 'TransitionRefused'],
  SetProjectMembers: ['LimitReached', 'TransitionRefused'],
  MoveProject: [],
  MarkProjectSeen: ['LimitReached', 'TransitionRefused', 'ProjectConflict'],
  DecideGate: ['LimitReached'],
  CloseProject: ['LimitReached'],
  DeleteProject: ['LimitReached', 'TransitionRefused'],
  RestoreProject: ['ProjectConflict', 'TransitionRefused'],
};

function errorsOf(type: string): string {
  return Object.entries(errors)
    .filter(([name]) => !without[type]?.includes(name))
    .map(([name, selection]) => `... on ${name} { ${selection} }`)
    .join(' ');
}

/** Every row of every table of projects, to show that nothing changed. */
export function allProjects(workspace: TestSubgraph) {
  return workspace.database.sql(`select
    (select jsonb_agg(p order by p.id) from workspace.project p) as projects,
    (select count(*)::integer from workspace.stage_change) as steps,
    (select count(*)::integer from workspace.gate_decision) as decisions,
    (select count(*)::integer from workspace.project_member) as members`);
}
