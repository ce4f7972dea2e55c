import type { GraphQLDataSource } from '@apollo/gateway';
import { createCircuit, type Circuit } from '@hub/runtime/circuit';
import { HubError, isHubError, type ErrorCode } from '@hub/runtime/errors';
import { kindOfPlanned, type AnswerTarget } from '@hub/runtime/graphql';
import type { StoreWatch } from '@hub/runtime/telemetry';
import PQueue from 'p-queue';
import { Pool } from 'undici';
import type { InternalSecrets } from '../edge/identity/forward-identity.js';
import { narrow, type GatewayContext } from '../edge/request-context.js';
import { contextOf, toSourceResponse } from './data-source.js';
import { callOnce, callTarget } from './remote-call.js';
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
