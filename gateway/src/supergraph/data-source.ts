import type { GraphQLDataSource } from '@apollo/gateway';
import { anonymous, noClient } from '@hub/runtime/auth';
import type { GatewayContext } from '../edge/request-context.js';
import type { SubgraphAnswer } from './subgraph-call.js';

/** What the gateway gives a data source for one fetch. */
export type FetchOptions = Parameters<GraphQLDataSource<GatewayContext>['process']>[0];

/** The context of the client's request behind a fetch; an anonymous one for what the gateway asks by itself. */
export function contextOf(options: FetchOptions): GatewayContext {
  if ('incomingRequestContext' in options) return options.incomingRequestContext.context;
  return {
    actor: anonymous,
    client: noClient,
    requestId: 'gateway',
    cachePolicy: { maxAgeSeconds: null, scope: 'PUBLIC' },
    outcome: { code: 'OK', cost: null },
  };
}

/** What the gateway's executor expects of a data source. */
export type SourceResponse = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** An answer in the shape of the gateway: it must not hold keys without a value. */
export function toSourceResponse({ data, errors }: SubgraphAnswer): SourceResponse {
  return { ...(data !== undefined && { data }), ...(errors !== undefined && { errors: [...errors] }) };
}
