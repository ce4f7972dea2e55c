import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { InProcessSubgraph } from '@hub/gateway/in-process';
import { maskError } from '@hub/runtime/errors';
import { composeSupergraph } from '@hub/tooling/compose';
import { execute, graphql, GraphQLError, parse, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { z } from 'zod';

/** A tiny subgraph: enough graph to travel through, nothing of the product. */
export interface FakeSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

const link = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  enum CacheControlScope { PUBLIC PRIVATE }
`;

type Resolvers = Record<string, Record<string, GraphQLFieldResolver<unknown, unknown>>>;

const teamIn = (context: unknown): string => z.object({ team: z.string() }).parse(context).team;

function fakeSubgraph(name: string, definitions: string, resolvers: Resolvers): FakeSubgraph {
  const sdl = `${link}\n${definitions}`;
  return { name, sdl, schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers }) };
}

const titles = new Map([
  ['t1', 'Road works'],
  ['t2', 'School desks'],
  ['t3', 'Clinic roof'],
]);

/** Counts of what the fakes did, for tests that say what must not happen twice. */
export const calls = { tenders: 0, notes: 0 };
const notes = new Map<string, string>();

export const tenders = fakeSubgraph(
  'tenders',
  `
  type Query {
    tender(id: ID!): Tender @cacheControl(maxAge: 60)
    tenders(first: Int = 3): [Tender!]! @cacheControl(maxAge: 60)
    node: Loop
    secret: String
    broken: String
    paint(coat: Coat): String
  }
  enum Colour { RED GREEN }
  input Coat { colours: [Colour!] text: String under: Coat layers: Int }
  type Tender @key(fields: "id") @cacheControl(maxAge: 60) { id: ID! title: String! }
  type Loop { next: Loop title: String }
  `,
  {
    Query: {
      tender: (_parent, { id }) => (titles.has(id) ? { id, title: titles.get(id) } : null),
      tenders: (_parent, { first }) => {
        calls.tenders += 1;
        return [...titles].slice(0, first).map(([id, title]) => ({ id, title }));
      },
      node: () => ({ title: 'loop' }),
      paint: (_parent, { coat }) => JSON.stringify(coat),
      secret: () => {
        throw new GraphQLError('You may not.', { extensions: { code: 'FORBIDDEN', table: 'identity.account' } });
      },
      broken: () => {
        throw new Error('connect ECONNREFUSED 127.0.0.1:5432 while reading select * from tenders.tender');
      },
    },
    Loop: { next: (parent) => parent },
  },
);

export const insights = fakeSubgraph(
  'insights',
  `type Tender @key(fields: "id") @cacheControl(maxAge: 30) { id: ID! summary: String }`,
  { Tender: { summary: (parent) => `A summary of ${z.object({ id: z.string() }).parse(parent).id}` } },
);

export const workspace = fakeSubgraph(
  'workspace',
  `
  type Query { note: String @cacheControl(maxAge: 60, scope: PRIVATE) whoami: String }
  type Mutation { writeNote(text: String!): String signIn(password: String!): String refreshSession: String }
  `,
  {
    Query: {
      note: (_parent, _args, context) => {
        calls.notes += 1;
        return notes.get(teamIn(context)) ?? 'nothing yet';
      },
      whoami: (_parent, _args, context) => teamIn(context),
    },
    Mutation: {
      writeNote: (_parent, { text }, context) => {
        notes.set(teamIn(context), text);
        return text;
      },
      signIn: () => 'signed in',
      refreshSession: () => 'refreshed',
    },
  },
);

export const allSubgraphs = [tenders, insights, workspace] as const;

const composed = new Map<string, string>();

/** The supergraph of the fakes, each at the address given or at one where nothing listens. */
export function supergraphOf(
  urls: Readonly<Record<string, string>> = {},
  subgraphs: readonly FakeSubgraph[] = allSubgraphs,
): string {
  const key = JSON.stringify([urls, subgraphs.map(({ name }) => name)]);
  const known =
    composed.get(key) ??
    composeSupergraph(
      subgraphs.map(({ name, sdl }) => ({ name, sdl, url: urls[name] ?? 'http://127.0.0.1:1/graphql' })),
    );
  composed.set(key, known);
  return known;
}

/** The fakes as subgraphs of this process; the context names the actor's team. */
export function inProcess(subgraphs: readonly FakeSubgraph[] = allSubgraphs): Record<string, InProcessSubgraph> {
  const entry = ({ schema, name }: FakeSubgraph): [string, InProcessSubgraph] => [
    name,
    {
      schema,
      execute: async ({ query, variables, actor }) => {
        const contextValue = { team: 'teamId' in actor ? String(actor.teamId) : actor.kind };
        const { data, errors } = await execute({
          schema,
          document: parse(query),
          variableValues: { ...variables },
          contextValue,
        });
        return {
          data: data ?? null,
          ...(errors && { errors: errors.map((error) => maskError(error.toJSON(), error)) }),
        };
      },
    },
  ];
  return Object.fromEntries(subgraphs.map(entry));
}

/** A request that a remote fake received. */
export interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A fake behind real HTTP. */
export interface RemoteFake {
  readonly url: string;
  readonly received: ReceivedRequest[];
  /** `answer` works, `hang` never answers, `garbage` answers 500 with text, `refuse` answers 401. */
  mode: 'answer' | 'hang' | 'garbage' | 'refuse';
  readonly close: () => Promise<void>;
}

/** Serves a fake at a free port of this machine. */
export async function serve({ schema }: FakeSubgraph): Promise<RemoteFake> {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      received.push({ headers: request.headers, body });
      void answer(body, response);
    });
  });
  const answer = async (body: string, response: ServerResponse): Promise<void> => {
    if (remote.mode === 'hang') return;
    if (remote.mode === 'garbage') return void response.writeHead(500).end('Error: at /srv/app/index.js:1');
    if (remote.mode === 'refuse')
      return void response.writeHead(401, { 'content-type': 'application/json' }).end('{"errors":[{"message":"no"}]}');
    const { query, variables } = JSON.parse(body);
    const result = await graphql({
      schema,
      source: query,
      variableValues: variables,
      contextValue: { team: 'remote' },
    });
    response
      .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'max-age=60, public' })
      .end(JSON.stringify(result));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const remote: RemoteFake = { url: urlOf(server), received, mode: 'answer', close: () => closeServer(server) };
  return remote;
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The fake does not listen.');
  return `http://127.0.0.1:${address.port}/graphql`;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
