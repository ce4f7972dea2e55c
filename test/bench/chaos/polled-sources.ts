import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { BenchContext } from '../bench.js';
import { mutate, type Acting, type Action } from './acting.js';
import type { Team } from './people.js';

/** A list on the web that grows, which each team reads through a source of its own. */
export interface Portal {
  readonly url: string;
  /** Rows that the list has now. */
  rows(): number;
}

const addQuery =
  'mutation ($input: CreateTeamSourceInput!) { createTeamSource(input: $input) { __typename ... on CreateTeamSourceSuccess { source { id } } } }';
const pollQuery =
  'mutation ($input: PollTeamSourceInput!) { pollTeamSource(input: $input) { __typename ... on PollTeamSourceSuccess { source { id } } } }';
const added = z.object({ id: z.string() });
const sourceOf = new WeakMap<Team, string>();
// Slow enough that a worker is killed now and then while it waits for the list.
const answerMs = 300;
const rowEveryMs = 500;

/** Serves the list on loopback until the benchmark ends. */
export async function startPortal({ onEnd }: BenchContext): Promise<Portal> {
  const beganAt = performance.now();
  const rows = (): number => Math.ceil((performance.now() - beganAt) / rowEveryMs);
  const server = createServer((_request, response) => {
    const list = Array.from({ length: rows() }, (_, index) => ({
      id: `row-${index}`,
      title: `Supply of part ${index}`,
    }));
    setTimeout(() => response.end(JSON.stringify({ rows: list })), answerMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onEnd(() => void server.close());
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The portal has no port.');
  return { url: `http://127.0.0.1:${address.port}/list`, rows };
}

/** Sets up a source for each team. @throws Error when one cannot be: the stores are all there. */
export async function addSources(acting: Acting, portal: Portal): Promise<void> {
  for (const [team, [person]] of Map.groupBy(acting.scene.people, (one) => one.team)) {
    if (person === undefined) continue;
    const fields = [
      { field: 'EXTERNAL_ID', pointer: '/id' },
      { field: 'TITLE', pointer: '/title' },
    ];
    const input = {
      kind: 'JSON',
      name: 'A list',
      url: portal.url,
      mapping: { items: '/rows', fields },
      requestsPerHour: 3_600,
      pollIntervalSeconds: 300,
    };
    const result = await mutate(acting, person, {
      kind: 'write:source',
      field: 'createTeamSource',
      query: addQuery,
      input,
    });
    const source = added.safeParse(result.member?.['source']).data;
    if (source === undefined) throw new Error(`A source could not be set up: ${result.code}.`);
    sourceOf.set(team, source.id);
  }
}

/** Has the source of the team polled. */
export const pollSource: Action = async (acting, person) => {
  const input = { id: sourceOf.get(person.team) };
  await mutate(acting, person, { kind: 'write:poll', field: 'pollTeamSource', query: pollQuery, input });
};

/** Has each source polled a last time; answers how many rows every team has to have when the polls have ended. */
export async function pollLast(acting: Acting, portal: Portal): Promise<number> {
  const rows = portal.rows();
  // Requests to a source are paced: a poll may still wait for its turn.
  await pause(1_000);
  for (const [person] of Map.groupBy(acting.scene.people, ({ team }) => team).values())
    if (person !== undefined) await pollSource(acting, person);
  return rows;
}
