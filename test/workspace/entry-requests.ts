import type { Actor } from '@hub/runtime/auth';
import { createSubgraph } from '@hub/workspace/subgraph';
import { z } from 'zod';
import { testSubgraph, type TestSubgraph } from '../kit/subgraph.js';

export type Workspace = TestSubgraph;

export function openWorkspace(): Promise<Workspace> {
  return testSubgraph({ name: 'workspace', create: createSubgraph });
}

const entryFields = 'id status priority notes version tender { id } assignee { id } createdBy { id } updatedBy { id }';

export const trackMutation = `mutation ($input: TrackTenderInput!) {
  trackTender(input: $input) {
    __typename
    ... on UserError { message }
    ... on TrackTenderSuccess { entry { ${entryFields} } }
    ... on AlreadyTracked { entry { ${entryFields} } }
  }
}`;

export const updateMutation = `mutation ($input: UpdateEntryInput!) {
  updateEntry(input: $input) {
    __typename
    ... on UserError { message }
    ... on UpdateEntrySuccess { entry { ${entryFields} } }
    ... on EntryConflict { current { ${entryFields} } }
  }
}`;

export const entryQuery = `query ($id: ID!) { entry(id: $id) { ${entryFields} } }`;

export const entriesQuery = `query ($filter: EntryFilter, $orderBy: EntryOrder! = CREATED_AT_DESC, $first: Int, $after: String) {
  entries(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

const tracked = z.object({
  trackTender: z.object({ __typename: z.literal('TrackTenderSuccess'), entry: z.object({ id: z.string() }) }),
});

/** Tracks a tender and answers the id of the new entry. */
export async function track(workspace: Workspace, as: Actor, input: Record<string, unknown>): Promise<string> {
  const { data } = await workspace.ask(trackMutation, { as, variables: { input } });
  return tracked.parse(data).trackTender.entry.id;
}

const outcomes = z.object({
  trackTender: z.object({ __typename: z.string() }).optional(),
  updateEntry: z.object({ __typename: z.string() }).optional(),
});

/** Name of the union member that a mutation answered. */
export function outcomeOf({ data }: { data?: unknown }): string | undefined {
  const { trackTender, updateEntry } = outcomes.parse(data);
  return (trackTender ?? updateEntry)?.__typename;
}

const page = z.object({
  entries: z.object({
    edges: z.array(z.object({ cursor: z.string(), node: z.object({ id: z.string() }) })),
    pageInfo: z.object({
      hasNextPage: z.boolean(),
      hasPreviousPage: z.boolean(),
      startCursor: z.string().nullable(),
      endCursor: z.string().nullable(),
    }),
  }),
});

/** A page of the list. */
export async function list(workspace: Workspace, as: Actor, variables: Record<string, unknown> = {}) {
  const { data } = await workspace.ask(entriesQuery, { as, variables });
  const { edges, pageInfo } = page.parse(data).entries;
  return { ids: edges.map(({ node }) => node.id), cursors: edges.map(({ cursor }) => cursor), pageInfo };
}

/** Code of the first error. */
export function codeOf({ errors }: { errors?: readonly { extensions?: Record<string, unknown> }[] }): unknown {
  return errors?.[0]?.extensions?.['code'];
}

/** Every entry of every team, to show that nothing changed. */
export function allEntries(workspace: Workspace) {
  return workspace.database.sql('select * from workspace.entry order by id');
}
