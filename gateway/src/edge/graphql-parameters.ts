import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { refuseLargeJson, type DocumentLimits } from './limits.js';

/** The parts of a GraphQL request that the edge reads. */
export interface GraphQLParameters {
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: unknown;
  readonly extensions: unknown;
  readonly isPersisted: boolean;
}

/** GET carries its parameters in the address, POST in the body. Malformed parts are left for Apollo to refuse. */
export function readParameters(
  { method, query, body }: FastifyRequest,
  limits: DocumentLimits | null,
): GraphQLParameters {
  const isRead = isReadMethod(method);
  const source = isRead ? query : body;
  if (typeof source !== 'object' || source === null) return nothing;
  const given: Readonly<Record<string, unknown>> = { ...source };
  const [variables, extensions] = [given['variables'], given['extensions']].map((part) =>
    isRead ? parseJson(part, limits) : part,
  );
  return {
    query: typeof given['query'] === 'string' ? given['query'] : undefined,
    operationName: typeof given['operationName'] === 'string' ? given['operationName'] : undefined,
    variables,
    extensions,
    isPersisted: typeof extensions === 'object' && extensions !== null && 'persistedQuery' in extensions,
  };
}

/** HEAD is GET without the body of the answer. */
export function isReadMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

const nothing: GraphQLParameters = {
  query: undefined,
  operationName: undefined,
  variables: undefined,
  extensions: undefined,
  isPersisted: false,
};

function parseJson(text: unknown, limits: DocumentLimits | null): unknown {
  if (typeof text !== 'string') return undefined;
  if (limits !== null) refuseLargeJson(text, limits);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only these headers mean anything to Apollo; the rest never leaves the edge. */
const apolloHeaders = ['content-type', 'accept', 'x-apollo-operation-name', 'apollo-require-preflight'] as const;

/** The request as Apollo reads it, with the text of a persisted query in the place of its hash. */
export function toApolloRequest(
  request: FastifyRequest,
  { query, isPersisted }: { query: string | undefined; isPersisted: boolean },
): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const name of apolloHeaders) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const start = request.url.indexOf('?');
  const search = start === -1 ? '' : request.url.slice(start);
  const { body } = request;
  const method = isReadMethod(request.method) ? 'GET' : request.method;
  if (!isPersisted || query === undefined) return { method, headers, search, body };
  if (method === 'GET') return { method, headers, search: withQuery(search, query), body };
  const given = Object.entries(typeof body === 'object' && body !== null ? body : {}).filter(
    ([name]) => name !== 'extensions',
  );
  return { method, headers, search, body: { ...Object.fromEntries(given), query } };
}

/** Apollo must not see the hash: the text stands in its place. */
function withQuery(search: string, query: string): string {
  const parameters = new URLSearchParams(search);
  parameters.set('query', query);
  parameters.delete('extensions');
  return `?${parameters.toString()}`;
}
