import type { GraphQLDataSource } from '@apollo/gateway';
import type { AnswerTarget } from '@hub/runtime/graphql';
import type { GraphQLSchema } from 'graphql';
import { narrow, type GatewayContext } from '../edge/request-context.js';
import { createCacheHints } from './cache-hints.js';
import { contextOf, toSourceResponse } from './data-source.js';
import { failedAnswer, type ExecuteInProcess } from './subgraph-call.js';

/** A subgraph that runs inside this process. */
export interface InProcessSubgraph {
  readonly execute: ExecuteInProcess;
  /** Its schema with `@cacheControl` hints. Without it no answer of this subgraph is kept. */
  readonly schema?: GraphQLSchema;
  /** Answers its addresses beside the graph. */
  readonly answerTarget?: AnswerTarget;
}

const uncacheable = { maxAgeSeconds: 0, scope: 'PRIVATE' } as const;

/** A data source without HTTP, tokens or JSON: the operation and the values go in, the values come out. */
export function createInProcessSource(
  { execute, schema }: InProcessSubgraph,
  onFailure: (cause: unknown) => void,
): GraphQLDataSource<GatewayContext> {
  const failed = (cause: unknown) => {
    onFailure(cause);
    return failedAnswer('SUBGRAPH_UNAVAILABLE', 'A part of the service failed.');
  };
  const hints = schema === undefined ? () => uncacheable : createCacheHints(schema);
  return {
    process: async (options) => {
      const context = contextOf(options);
      const query = options.request.query ?? '';
      narrow(context.cachePolicy, hints(query));
      return toSourceResponse(
        await execute({
          query,
          variables: options.request.variables ?? {},
          operationName: options.request.operationName,
          actor: context.actor,
          client: context.client,
          requestId: context.requestId,
          requestKey: context,
        }).catch(failed),
      );
    },
  };
}
