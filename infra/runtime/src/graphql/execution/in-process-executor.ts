import { Kind, parse, type GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Actor } from '../../auth/actor.js';
import { noClient, type ClientInfo } from '../../auth/client-info.js';
import { maskError } from '../../errors/errors.js';
import { createMemoryCache } from '../../memory/memory.js';
import type { RequestScope } from '../../service/request-scope.js';
import type { Subgraph } from '../define-subgraph.js';
import { withSpan } from '../../telemetry/telemetry.js';
import type { ExecutorOptions } from './executor-options.js';
import { operationAttributes, operationSpanName } from './operation-span.js';
import { asGraphQLError, prepareOperation, withCode, type PreparedOperation } from './prepare-operation.js';
import { refusalOfVariables } from '../variables/text-door.js';
import { errorsMax, findVariableErrors } from '../variables/variable-errors.js';

/** One fetch that the gateway makes from a subgraph. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
  readonly actor: Actor;
  /** Absent: the request comes from no client. */
  readonly client?: ClientInfo;
  readonly requestId: string;
  /** The same object for all fetches of one client request: they share loaders. */
  readonly requestKey: object;
}

/** A subgraph's answer, as it would travel over HTTP. */
export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Executes fetches of the gateway inside this process. */
export type InProcessExecutor = (request: SubgraphRequest) => Promise<SubgraphResponse>;

const operationsBytesMax = 6 * 1024 * 1024;

/**
 * Runs operations without HTTP, tokens or JSON; one that comes again is compiled. Errors are masked exactly as they are
 * behind HTTP. Never throws: what goes wrong is in `errors`.
 */
export function createInProcessExecutor(subgraph: Subgraph, { scopeOf, onMasked }: ExecutorOptions): InProcessExecutor {
  const runOf = createOperations(subgraph);
  const contexts = new WeakMap<object, RequestScope>();

  const contextFor = ({ actor, client = noClient, requestId, requestKey }: SubgraphRequest): RequestScope => {
    const known = contexts.get(requestKey);
    if (known) return known;
    const context = subgraph.contextOf(scopeOf({ actor, client, requestId }));
    contexts.set(requestKey, context);
    return context;
  };

  return async (request) => {
    const run = runOf(request);
    const mask = (errors: readonly GraphQLError[]) =>
      errors.map((error) => {
        // A place in the text of a fetch says nothing to a client, who wrote another.
        const { locations: _, ...formatted } = error.toJSON();
        return maskError(formatted, error, {
          requestId: request.requestId,
          onMasked: (original) => onMasked(original, request.requestId),
        });
      });
    if (typeof run !== 'function') return { errors: mask(run) };
    const refusal = refusalOfVariables(request.variables);
    if (refusal !== null) return { errors: mask([asGraphQLError(refusal)]) };
    const result = await withSpan(
      () => ({ name: operationSpanName(subgraph.name), attributes: operationAttributes(subgraph.name, request) }),
      () => run(contextFor(request), request.variables),
    );
    if (!result.errors) return { data: result.data ?? null };
    // Without data nothing ran: the variables do not fit the operation.
    if (!('data' in result)) return { errors: mask(variableErrors(subgraph, request, result.errors)) };
    return { data: result.data ?? null, errors: mask(result.errors) };
  };
}

/** How to run each operation that came lately, or what is wrong with it. */
function createOperations(subgraph: Subgraph): (request: SubgraphRequest) => PreparedOperation['run'] {
  const operations = createMemoryCache<PreparedOperation>({
    name: 'operations',
    bytesMax: operationsBytesMax,
    sizeOf: ({ bytes }) => bytes,
  });
  return (request) => {
    const known = operations.get(request.query);
    if (known !== undefined && known.compile === null) return known.run;
    const prepared = known?.compile?.() ?? prepareOperation(subgraph, request);
    operations.set(request.query, prepared);
    return prepared.run;
  };
}

/** Few and short: what graphql-jit says prints each wrong value whole, and every one there is. */
function variableErrors(
  { schema }: Subgraph,
  { query, variables, actor }: SubgraphRequest,
  said: readonly GraphQLError[],
): readonly GraphQLError[] {
  const operation = parse(query, { noLocation: true }).definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  );
  const definitions = operation?.kind === Kind.OPERATION_DEFINITION ? (operation.variableDefinitions ?? []) : [];
  const found = findVariableErrors({ schema, definitions, variables, isKnown: actor.kind !== 'anonymous' });
  return found.length > 0 ? found : said.slice(0, errorsMax).map((error) => withCode(error, 'BAD_USER_INPUT'));
}
