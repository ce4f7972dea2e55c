import type { GraphQLDataSource } from '@apollo/gateway';
import { signedTarget } from '@hub/runtime/auth';
import { HubError } from '@hub/runtime/errors';
import type { AnswerTarget, HttpAnswer, TargetRequest } from '@hub/runtime/graphql';
import { Pool, type Dispatcher } from 'undici';
import { z } from 'zod';
import { identityHeaders, type InternalSecrets } from '../edge/forward-identity.js';
import { narrow, type CachePolicy, type GatewayContext } from '../edge/request-context.js';
import { createCircuitBreaker, type CircuitBreaker } from './circuit-breaker.js';
import { contextOf, toSourceResponse } from './data-source.js';
import { failedAnswer, type SubgraphAnswer } from './subgraph-call.js';

/** Why a call to a subgraph gave no answer; for the log, which may know the address. */
export interface SubgraphFailure {
  readonly subgraph: string;
  readonly reason: string;
  readonly cause?: unknown;
}

/** How a subgraph in another process is called. */
export interface RemoteSubgraph {
  readonly name: string;
  readonly url: string;
  readonly secrets: InternalSecrets;
  readonly timeoutMs: number;
  /** Calls at the same time; more are refused at once, so that a slow subgraph cannot hold all of the gateway. */
  readonly inFlightMax: number;
  readonly onFailure: (failure: SubgraphFailure) => void;
  readonly breaker?: CircuitBreaker;
}

/** A data source over HTTP that can be closed. */
export interface RemoteSource extends GraphQLDataSource<GatewayContext> {
  /** Answers plain requests. @throws HubError `SUBGRAPH_UNAVAILABLE` or `SUBGRAPH_TIMEOUT`. */
  readonly answerTarget: AnswerTarget;
  readonly close: () => Promise<void>;
}

const answerShape = z
  .object({
    data: z.record(z.string(), z.unknown()).nullish(),
    errors: z.array(z.looseObject({ message: z.string().catch('') })).optional(),
  })
  .refine(({ data, errors }) => data !== undefined || errors !== undefined);

const unavailable = () => failedAnswer('SUBGRAPH_UNAVAILABLE', 'A part of the service cannot be reached.', 1);

/** Makes a data source with its own connections, time limit, bulkhead and breaker. It never throws: failures are coded errors. */
export function createRemoteSource(subgraph: RemoteSubgraph): RemoteSource {
  const { origin, pathname, search } = new URL(subgraph.url);
  const pool = new Pool(origin, {
    connections: subgraph.inFlightMax,
    pipelining: 1,
    connectTimeout: Math.min(subgraph.timeoutMs, 1000),
  });
  const breaker = subgraph.breaker ?? createCircuitBreaker({ failuresMax: 5, openMs: 2000 });
  let inFlight = 0;
  return {
    process: async (options) => {
      const context = contextOf(options);
      if (inFlight >= subgraph.inFlightMax || !breaker.tryEnter()) {
        narrow(context.cachePolicy, { maxAgeSeconds: 0, scope: 'PRIVATE' });
        return unavailable();
      }
      inFlight += 1;
      try {
        const { query, variables, operationName } = options.request;
        const body = JSON.stringify({ query, variables, ...(operationName !== undefined && { operationName }) });
        return toSourceResponse(await call({ subgraph, pool, path: `${pathname}${search}`, body, context, breaker }));
      } finally {
        inFlight -= 1;
      }
    },
    answerTarget: async (request) => {
      if (inFlight >= subgraph.inFlightMax || !breaker.tryEnter()) throw unreachable();
      inFlight += 1;
      try {
        return await callTarget({ subgraph, pool, breaker, request });
      } finally {
        inFlight -= 1;
      }
    },
    close: () => pool.close(),
  };
}

interface CallOptions {
  readonly subgraph: RemoteSubgraph;
  readonly pool: Pool;
  readonly path: string;
  readonly body: string;
  readonly context: GatewayContext;
  readonly breaker: CircuitBreaker;
}

async function call({ subgraph, pool, path, body, context, breaker }: CallOptions): Promise<SubgraphAnswer> {
  const signal = AbortSignal.timeout(subgraph.timeoutMs);
  try {
    const headers = await requestHeaders({ subgraph, body, context });
    const response = await pool.request({ method: 'POST', path, headers, body, signal });
    const text = await response.body.text();
    const answer = readAnswer(response, text);
    if (answer === undefined) throw new Error(`The subgraph answered ${response.statusCode} without a GraphQL answer.`);
    breaker.succeeded();
    narrow(context.cachePolicy, readCacheControl(response.headers['cache-control']));
    return answer;
  } catch (cause) {
    breaker.failed();
    narrow(context.cachePolicy, { maxAgeSeconds: 0, scope: 'PRIVATE' });
    const reason = signal.aborted ? 'timeout' : 'unavailable';
    subgraph.onFailure({ subgraph: subgraph.name, reason, cause });
    return signal.aborted
      ? failedAnswer('SUBGRAPH_TIMEOUT', 'A part of the service did not answer in time.', 1)
      : unavailable();
  }
}

interface TargetCall extends Pick<CallOptions, 'subgraph' | 'pool' | 'breaker'> {
  readonly request: TargetRequest;
}

async function callTarget({ subgraph, pool, breaker, request }: TargetCall): Promise<HttpAnswer> {
  const { target, actor, requestId } = request;
  const signal = AbortSignal.timeout(subgraph.timeoutMs);
  try {
    const body = signedTarget(target);
    const identity = await identityHeaders({ actor, subgraph: subgraph.name, body, secrets: subgraph.secrets });
    const headers = { accept: 'application/json', 'x-request-id': requestId, ...identity };
    const response = await pool.request({ method: 'GET', path: target, headers, signal });
    const answer = { status: response.statusCode, headers: passedOn(response), body: await response.body.text() };
    breaker.succeeded();
    return answer;
  } catch (cause) {
    breaker.failed();
    subgraph.onFailure({ subgraph: subgraph.name, reason: signal.aborted ? 'timeout' : 'unavailable', cause });
    throw signal.aborted ? new HubError('SUBGRAPH_TIMEOUT', undefined, { retryAfterSeconds: 1, cause }) : unreachable();
  }
}

function unreachable(): HubError {
  return new HubError('SUBGRAPH_UNAVAILABLE', undefined, { retryAfterSeconds: 1 });
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
    subgraph: subgraph.name,
    body,
    secrets: subgraph.secrets,
  });
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    'x-request-id': context.requestId,
    ...(context.traceparent !== undefined && { traceparent: context.traceparent }),
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
export function readCacheControl(header: string | string[] | undefined): CachePolicy {
  const text = typeof header === 'string' ? header.toLowerCase() : '';
  const maxAge = /(?:^|[\s,])max-age=(\d{1,9})(?:$|[\s,])/u.exec(text)?.[1];
  const isKept = maxAge !== undefined && !text.includes('no-store') && !text.includes('no-cache');
  return {
    maxAgeSeconds: isKept ? Number(maxAge) : 0,
    scope: isKept && text.includes('public') ? 'PUBLIC' : 'PRIVATE',
  };
}
