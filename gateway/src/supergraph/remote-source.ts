import type { GraphQLDataSource } from '@apollo/gateway';
import { signedTarget } from '@hub/runtime/auth';
import { createCircuit, type Circuit } from '@hub/runtime/circuit';
import { HubError, isHubError, type ErrorCode } from '@hub/runtime/errors';
import { kindOfPlanned, type AnswerTarget, type HttpAnswer, type TargetRequest } from '@hub/runtime/graphql';
import { traceHeaders, type StoreWatch } from '@hub/runtime/telemetry';
import PQueue from 'p-queue';
import { Pool, type Dispatcher } from 'undici';
import { z } from 'zod';
import { identityHeaders, type InternalSecrets } from '../edge/identity/forward-identity.js';
import { narrow, type CachePolicy, type GatewayContext } from '../edge/request-context.js';
import { contextOf, toSourceResponse } from './data-source.js';
import { failedAnswer, type SubgraphAnswer } from './subgraph-call.js';

/** How a subgraph in another process is called. */
export interface RemoteSubgraph {
  readonly name: string;
  readonly url: string;
  readonly secrets: InternalSecrets;
  readonly timeoutMs: number;
  /** Calls at the same time; more are refused at once, so that a slow subgraph cannot hold all of the gateway. */
  readonly inFlightMax: number;
  /** Told of one failure, while the subgraph does not count as away. */
  readonly onFailure: (code: ErrorCode, cause: unknown) => void;
  /** Says once that the subgraph is away, and once that it is back. */
  readonly watch: StoreWatch;
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

/** Failures in a row after which calls are refused, and how long until one is let through to see. */
const circuitOptions = { isOutage: () => true, failuresMax: 5, probeIntervalMs: 2_000 };

/** Makes a data source with its own connections, time limit, bulkhead and circuit. It never throws: failures are coded errors. */
export function createRemoteSource(subgraph: RemoteSubgraph): RemoteSource {
  const { origin, pathname, search } = new URL(subgraph.url);
  const pool = new Pool(origin, {
    connections: subgraph.inFlightMax,
    pipelining: 1,
    connectTimeout: Math.min(subgraph.timeoutMs, 1000),
  });
  const circuit = createCircuit({ ...circuitOptions, watch: subgraph.watch });
  const door = { subgraph, circuit, bulkhead: new PQueue({ concurrency: subgraph.inFlightMax }) };
  return {
    process: async (options) => {
      const context = contextOf(options);
      const { query, variables, operationName } = options.request;
      const body = JSON.stringify({ query, variables, ...(operationName !== undefined && { operationName }) });
      try {
        const path = `${pathname}${search}`;
        const isChange = query !== undefined && kindOfPlanned(query) === 'mutation';
        return toSourceResponse(
          await pass(door, (signal) => callOnce({ subgraph, pool, path, body, context, signal, isChange })),
        );
      } catch (error) {
        narrow(context.cachePolicy, { maxAgeSeconds: 0, scope: 'PRIVATE' });
        return failureOf(error);
      }
    },
    answerTarget: (request) => pass(door, (signal) => callTarget({ subgraph, pool, request, signal })),
    close: async () => {
      circuit.stop();
      await pool.close();
    },
  };
}

interface Door {
  readonly subgraph: RemoteSubgraph;
  readonly circuit: Circuit;
  readonly bulkhead: PQueue;
}

/**
 * Makes a call, unless the subgraph is known to be away or has its hands full.
 *
 * @throws {HubError} SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT or OUTCOME_UNKNOWN, whatever went wrong.
 */
async function pass<T>({ subgraph, circuit, bulkhead }: Door, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (bulkhead.pending >= subgraph.inFlightMax)
    throw new HubError('SUBGRAPH_UNAVAILABLE', undefined, { retryAfterSeconds: 1 });
  let signal: AbortSignal | undefined;
  const call = (): Promise<T> => work((signal = AbortSignal.timeout(subgraph.timeoutMs)));
  try {
    return await bulkhead.add(() => circuit.run(call));
  } catch (cause) {
    const code = codeOf(cause, signal);
    if (circuit.state === 'closed') subgraph.onFailure(code, cause);
    throw new HubError(code, undefined, { retryAfterSeconds: 1, cause });
  }
}

function codeOf(cause: unknown, signal: AbortSignal | undefined) {
  if (isHubError(cause, 'OUTCOME_UNKNOWN')) return cause.code;
  return signal?.aborted === true ? 'SUBGRAPH_TIMEOUT' : 'SUBGRAPH_UNAVAILABLE';
}

function failureOf(error: unknown): SubgraphAnswer {
  if (isHubError(error, 'OUTCOME_UNKNOWN'))
    return failedAnswer('OUTCOME_UNKNOWN', 'A part of the service did not say whether the change was made.', 5);
  return isHubError(error, 'SUBGRAPH_TIMEOUT')
    ? failedAnswer('SUBGRAPH_TIMEOUT', 'A part of the service did not answer in time.', 1)
    : failedAnswer('SUBGRAPH_UNAVAILABLE', 'A part of the service cannot be reached.', 1);
}

interface CallOptions {
  readonly subgraph: RemoteSubgraph;
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

/** A change whose answer was lost may have been made: the sender must not be told that it was not. */
function callOnce(options: CallOptions & { readonly isChange: boolean }): Promise<SubgraphAnswer> {
  if (!options.isChange) return call(options);
  return call(options).catch((cause: unknown) => {
    if (neverSent.safeParse(cause).success) throw cause;
    throw new HubError('OUTCOME_UNKNOWN', undefined, { cause });
  });
}

interface TargetCall extends Pick<CallOptions, 'subgraph' | 'pool' | 'signal'> {
  readonly request: TargetRequest;
}

async function callTarget({ subgraph, pool, request, signal }: TargetCall): Promise<HttpAnswer> {
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
export function readCacheControl(header: string | string[] | undefined): CachePolicy {
  const text = typeof header === 'string' ? header.toLowerCase() : '';
  const maxAge = /(?:^|[\s,])max-age=(\d{1,9})(?:$|[\s,])/u.exec(text)?.[1];
  const isKept = maxAge !== undefined && !text.includes('no-store') && !text.includes('no-cache');
  return {
    maxAgeSeconds: isKept ? Number(maxAge) : 0,
    scope: isKept && text.includes('public') ? 'PUBLIC' : 'PRIVATE',
  };
}
