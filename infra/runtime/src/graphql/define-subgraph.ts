import { buildSubgraphSchema } from '@apollo/subgraph';
import { placeFaults } from './execution/place-faults.js';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { JSONWebKeySet } from 'jose';
import type { SubgraphName } from '../auth/subgraph-names.js';
import type { DocumentMigration } from '../documents/documents.js';
import { createDenialRecorder, type Reader } from '../events/events.js';
import type { Job } from '../jobs/jobs.js';
import type { RequestScope } from '../service/request-scope.js';
import { withSpan } from '../telemetry/telemetry.js';
import { connectionResolvers } from './lists/connection.js';
import type { HttpRoute } from './http-routes.js';
import { guardResolvers, type PermissionMap, type ResolverMap } from './permissions/permission-map.js';

/** What resolvers get: the request's scope and this request's own loaders. A subgraph may add its own parts. */
export type SubgraphContext<Loaders> = RequestScope & { readonly loaders: Loaders };

/** The parts of a subgraph as its `subgraph.ts` lists them. */
export interface SubgraphParts<Context extends RequestScope> {
  readonly name: SubgraphName;
  readonly typeDefs: DocumentNode;
  readonly resolvers: ResolverMap;
  readonly permissions: PermissionMap;
  /** Makes the context of one request. Its loaders are new each time: never shared between requests. */
  readonly context: (scope: RequestScope) => Context;
  readonly jobs: readonly Job[];
  /** Readers of events that write its rows. Default: none. */
  readonly readers?: readonly Reader[];
  /** Numbered changes of its collections. Default: it keeps no documents. */
  readonly documentMigrations?: readonly DocumentMigration[];
  /** Addresses that it answers beside the graph. Default: none. */
  readonly routes?: readonly HttpRoute[];
  /** Reads what its first requests would otherwise wait for. Default: nothing. */
  readonly warmUp?: () => Promise<void>;
  /** Keys that others verify its tokens with. Default: it signs none. */
  readonly publicKeys?: JSONWebKeySet;
}

/** A subgraph that may run: behind HTTP, inside the single process, or in a test. */
export interface Subgraph {
  readonly name: SubgraphName;
  readonly schema: GraphQLSchema;
  readonly jobs: readonly Job[];
  readonly readers: readonly Reader[];
  readonly documentMigrations: readonly DocumentMigration[];
  readonly publicKeys: JSONWebKeySet | null;
  readonly routes: readonly HttpRoute[];
  /** To be called when its stores are open; a failure only makes first requests slow. */
  warmUp(): Promise<void>;
  /** The context of one request. */
  contextOf(scope: RequestScope): RequestScope;
}

/**
 * Builds the schema with every resolver behind its rule.
 * @throws HubError `CONFIGURATION_INVALID` when a type, root field or entity has no rule.
 */
export function defineSubgraph<Context extends RequestScope>(parts: SubgraphParts<Context>): Subgraph {
  const plain = buildSubgraphSchema({ typeDefs: parts.typeDefs });
  const resolvers = withConnections(Object.keys(plain.getTypeMap()), parts.resolvers);
  const recordDenial = createDenialRecorder(parts.name);
  const scopes = new WeakMap<object, RequestScope>();
  const guarded = guardResolvers(plain, resolvers, parts.permissions, async (context, denial) => {
    const scope = typeof context === 'object' && context !== null ? scopes.get(context) : undefined;
    if (scope !== undefined) await recordDenial(scope, denial);
  });
  return {
    name: parts.name,
    schema: traceRootFields(
      placeFaults(buildSubgraphSchema({ typeDefs: parts.typeDefs, resolvers: asResolvers(guarded) })),
    ),
    jobs: parts.jobs,
    readers: parts.readers ?? [],
    documentMigrations: parts.documentMigrations ?? [],
    publicKeys: parts.publicKeys ?? null,
    routes: parts.routes ?? [],
    warmUp: parts.warmUp ?? (async () => undefined),
    contextOf(scope) {
      const context = parts.context(scope);
      scopes.set(context, context);
      return context;
    },
  };
}

function withConnections(typeNames: readonly string[], resolvers: ResolverMap): ResolverMap {
  const made = Object.entries(connectionResolvers(typeNames)).map(([name, own]) => {
    const written = resolvers[name];
    return [name, typeof written === 'object' ? { ...own, ...written } : own];
  });
  return { ...resolvers, ...Object.fromEntries(made) };
}

/** Makes each field of Query and Mutation a span of the operation, `_entities` among them: there the gateway comes in. */
function traceRootFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const [name, field] of Object.entries(type?.getFields() ?? {})) {
      const { resolve } = field;
      if (resolve === undefined) continue;
      const shape = { name: `${type?.name}.${name}`, attributes: { 'graphql.field.name': name } };
      field.resolve = (...args) =>
        withSpan(
          () => shape,
          () => resolve(...args),
        );
    }
  }
  return schema;
}

type FederationResolvers = NonNullable<
  Parameters<typeof buildSubgraphSchema>[0] extends infer Input
    ? Input extends { resolvers?: infer R }
      ? R
      : never
    : never
>;

/** The parse helper at the seam to @apollo/subgraph, whose resolver type cannot be spelled out here. */
function asResolvers(map: ResolverMap): FederationResolvers {
  const resolvers: FederationResolvers = {};
  return Object.assign(resolvers, map);
}
