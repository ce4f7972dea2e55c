import { BREAK, GraphQLError, Kind, execute, parse, validate, visit } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLFormattedError } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Actor } from '../auth/actor.js';
import { maskError, type ErrorCode, type HubError } from '../errors/errors.js';
import type { RequestScope } from '../service/request-scope.js';
import type { Subgraph } from './define-subgraph.js';
import type { ExecutorOptions } from './executor-options.js';
import { errorsMax, findVariableErrors } from './variable-errors.js';
import { refusalOfDocument, refusalOfVariables } from './text-door.js';

/** One fetch that the gateway makes from a subgraph. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
  readonly actor: Actor;
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

const compiledMax = 2_000;

type Run = (
  context: RequestScope,
  variables: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Compiles each distinct operation once and runs it without HTTP, tokens or JSON. Errors are masked
 * exactly as they are behind HTTP. Never throws: what goes wrong is in `errors`.
 */
export function createInProcessExecutor(subgraph: Subgraph, { scopeOf, onMasked }: ExecutorOptions): InProcessExecutor {
  const compiled = new Map<string, Run | readonly GraphQLError[]>();
  const contexts = new WeakMap<object, RequestScope>();

  const contextFor = ({ actor, requestId, requestKey }: SubgraphRequest): RequestScope => {
    const known = contexts.get(requestKey);
    if (known) return known;
    const context = subgraph.contextOf(scopeOf({ actor, requestId }));
    contexts.set(requestKey, context);
    return context;
  };

  return async (request) => {
    const operation = compiled.get(request.query) ?? remember(compiled, request.query, compile(subgraph, request));
    const mask = (errors: readonly GraphQLError[]) =>
      errors.map((error) =>
        maskError(error.toJSON(), error, {
          requestId: request.requestId,
          onMasked: (original) => onMasked(original, request.requestId),
        }),
      );
    if (typeof operation !== 'function') return { errors: mask(operation) };
    const refusal = refusalOfVariables(request.variables);
    if (refusal !== null) return { errors: mask([asGraphQLError(refusal)]) };
    const result = await operation(contextFor(request), request.variables);
    if (!result.errors) return { data: result.data ?? null };
    // Without data nothing ran: the variables do not fit the operation.
    if (!('data' in result)) return { errors: mask(variableErrors(subgraph, request, result.errors)) };
    return { data: result.data ?? null, errors: mask(result.errors) };
  };
}

function compile(subgraph: Subgraph, { query, operationName }: SubgraphRequest): Run | readonly GraphQLError[] {
  try {
    const document: DocumentNode = parse(query, { noLocation: true });
    const refusal = refusalOfDocument(query, document);
    if (refusal !== null) return [asGraphQLError(refusal)];
    const errors = validate(subgraph.schema, document);
    if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    if (compilesWrongly(document)) {
      return (contextValue, variableValues) =>
        execute({ schema: subgraph.schema, document, operationName, contextValue, variableValues });
    }
    const operation = compileQuery(subgraph.schema, document, operationName ?? '');
    if (isCompiledQuery(operation)) return (context, variables) => operation.query(undefined, context, variables);
    return (operation.errors ?? []).map((error) => new GraphQLError(error.message));
  } catch (error) {
    return [
      error instanceof GraphQLError
        ? withCode(error, 'GRAPHQL_PARSE_FAILED')
        : new GraphQLError('The operation could not be compiled.', {
            originalError: error instanceof Error ? error : null,
          }),
    ];
  }
}

/**
 * Two things graphql-jit gets wrong, so such operations are interpreted: inside an input object a variable that was
 * not sent becomes null instead of absent, which would clear a field that should stay as it is; and a non-null
 * variable with a default is said to be missing.
 */
function compilesWrongly(document: DocumentNode): boolean {
  let isWrong = false;
  const found = () => {
    isWrong = true;
    return BREAK;
  };
  visit(document, {
    ObjectField: ({ value }) => (value.kind === Kind.VARIABLE ? found() : undefined),
    VariableDefinition: ({ type, defaultValue }) =>
      type.kind === Kind.NON_NULL_TYPE && defaultValue ? found() : undefined,
  });
  return isWrong;
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

function asGraphQLError(error: HubError): GraphQLError {
  return new GraphQLError(error.message, { originalError: error });
}

function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  return new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code } });
}

function remember<T>(map: Map<string, T>, key: string, value: T): T {
  // Operations come from query plans, which are bounded; the bound here only guards against abuse.
  if (map.size >= compiledMax) map.clear();
  map.set(key, value);
  return value;
}
