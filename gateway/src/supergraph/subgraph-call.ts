import type { Actor, ClientInfo } from '@hub/runtime/auth';
import type { ErrorCode } from '@hub/runtime/errors';
import type { GraphQLFormattedError } from 'graphql';

/** What a subgraph in this process is asked. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
  readonly actor: Actor;
  readonly client: ClientInfo;
  readonly requestId: string;
  /** The same object for all fetches of one client request: they share loaders. */
  readonly requestKey: object;
}

/** What a subgraph answers. The data is ours to change: results of several fetches are merged into it. */
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Runs one operation of a subgraph in this process. */
export type ExecuteInProcess = (request: SubgraphRequest) => Promise<SubgraphAnswer>;

/** An answer that says only that there is none, and why. It never says where the subgraph is. */
export function failedAnswer(
  code: ErrorCode,
  message: string,
  retryAfterSeconds?: number,
): { errors: GraphQLFormattedError[] } {
  const extensions = { code, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  return { errors: [{ message, extensions }] };
}
