import { signedTarget } from '@hub/runtime/auth';
import { HubError } from '@hub/runtime/errors';
import type { HttpAnswer, TargetRequest } from '@hub/runtime/graphql';
import { traceHeaders } from '@hub/runtime/telemetry';
import type { Dispatcher, Pool } from 'undici';
import { z } from 'zod';
import { identityHeaders, type InternalSecrets } from '../edge/identity/forward-identity.js';
import { narrow, type CachePolicy, type GatewayContext } from '../edge/request-context.js';
import type { SubgraphAnswer } from './subgraph-call.js';

const answerShape = z
  .object({
    data: z.record(z.string(), z.unknown()).nullish(),
    errors: z.array(z.looseObject({ message: z.string().catch('') })).optional(),
  })
  .refine(({ data, errors }) => data !== undefined || errors !== undefined);

/** Who is called, and what proves who calls. */
interface CalledSubgraph {
  readonly name: string;
  readonly secrets: InternalSecrets;
}

interface CallOptions {
  readonly subgraph: CalledSubgraph;
  readonly pool: Pool;
  readonly path: string;
  readonly body: string;
  readonly context: GatewayContext;
  readonly signal: AbortSignal;
}

async function call({ subgraph, pool, path, body, context, signal }: CallOptions): Promise<SubgraphAnswer> {
  const headers = await requestHeaders({ subgraph, body, context });
  const response = await pool.request({ method: 'POST', path, headers, body, signal });
  const answer = readAnswer(response, await response.body.text());
  if (answer === undefined) throw new Error(`The subgraph answered ${response.statusCode} without a GraphQL answer.`);
  narrow(context.cachePolicy, readCacheControl(response.headers['cache-control']));
  return answer;
}

/** What undici says when there was no connection, so that nothing can have been sent. */
const neverSent = z.object({
  code: z.enum(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']),
});

/**
 * Sends an operation. A change whose answer was lost may have been made: the sender must not be told that it was not.
 *
 * @throws {HubError} OUTCOME_UNKNOWN
 */
export function callOnce(options: CallOptions & { readonly isChange: boolean }): Promise<SubgraphAnswer> {
  if (!options.isChange) return call(options);
  return call(options).catch((cause: unknown) => {
    if (neverSent.safeParse(cause).success) throw cause;
    throw new HubError('OUTCOME_UNKNOWN', undefined, { cause });
  });
}

interface TargetCall extends Pick<CallOptions, 'subgraph' | 'pool' | 'signal'> {
  readonly request: TargetRequest;
}

/** Sends a plain request on. */
export async function callTarget({ subgraph, pool, request, signal }: TargetCall): Promise<HttpAnswer> {
  const { target, actor, requestId } = request;
  const identity = await identityHeaders({
    actor,
    subgraph: subgraph.name,
    body: signedTarget(target),
    secrets: subgraph.secrets,
  });
  const headers = { accept: 'application/json', 'x-request-id': requestId, ...traceHeaders(), ...identity };
  const response = await pool.request({ method: 'GET', path: target, headers, signal });
  return { status: response.statusCode, headers: passedOn(response), body: await response.body.text() };
}

/** Of a subgraph's headers a client gets those that say something about the answer, and nothing about its server. */
function passedOn({ headers }: Dispatcher.ResponseData): Record<string, string> {
  const names = ['content-type', 'www-authenticate', 'retry-after'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

async function requestHeaders({
  subgraph,
  body,
  context,
}: Pick<CallOptions, 'subgraph' | 'body' | 'context'>): Promise<Record<string, string>> {
  const identity = await identityHeaders({
    actor: context.actor,
    client: context.client,
    subgraph: subgraph.name,
    body,
    secrets: subgraph.secrets,
  });
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    'x-request-id': context.requestId,
    ...traceHeaders(),
    ...identity,
  };
}

/** A refusal of the gateway itself (401, 403) is our fault, not the client's, so it counts as no answer. */
function readAnswer({ statusCode }: Dispatcher.ResponseData, text: string): SubgraphAnswer | undefined {
  if (statusCode === 401 || statusCode === 403) return undefined;
  try {
    const { data, errors } = answerShape.parse(JSON.parse(text));
    return { ...(data !== undefined && { data }), ...(errors !== undefined && { errors }) };
  } catch {
    return undefined;
  }
}

/** The policy in a `cache-control` header; without one the answer must not be kept. */
function readCacheControl(header: string | string[] | undefined): CachePolicy {
  const text = typeof header === 'string' ? header.toLowerCase() : '';
  const maxAge = /(?:^|[\s,])max-age=(\d{1,9})(?:$|[\s,])/u.exec(text)?.[1];
  const isKept = maxAge !== undefined && !text.includes('no-store') && !text.includes('no-cache');
  return {
    maxAgeSeconds: isKept ? Number(maxAge) : 0,
    scope: isKept && text.includes('public') ? 'PUBLIC' : 'PRIVATE',
  };
}
