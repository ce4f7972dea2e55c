import {
  BREAK,
  GraphQLError,
  Kind,
  execute,
  parse,
  validate,
  visit,
  type DocumentNode,
  type ExecutionResult,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { ErrorCode, HubError } from '../../errors/errors.js';
import { textBytes } from '../../memory/memory.js';
import type { RequestScope } from '../../service/request-scope.js';
import type { Subgraph } from '../define-subgraph.js';
import { refusalOfDocument } from '../variables/text-door.js';

/** Runs one operation with the variables of one request. */
export type RunOperation = (
  context: RequestScope,
  variables: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult>;

/** An operation that was looked at once. */
export interface PreparedOperation {
  /** What is wrong with it, when it cannot run at all. */
  readonly run: RunOperation | readonly GraphQLError[];
  /** About what it takes in memory. */
  readonly bytes: number;
  /** Makes it faster, at the price of the time and memory of some hundred runs; null when there is nothing to gain. */
  readonly compile: (() => PreparedOperation) | null;
}

interface OperationText {
  readonly query: string;
  readonly operationName?: string | undefined;
}

/**
 * Parses and checks an operation, and leaves it to graphql-js. Most operations that come from strangers never come again:
 * to compile each of them would hold up the others for tens of milliseconds.
 */
export function prepareOperation(subgraph: Subgraph, { query, operationName }: OperationText): PreparedOperation {
  const document = parseChecked(subgraph, query);
  if (Array.isArray(document)) return { run: document, bytes: document.length * errorBytes, compile: null };
  const bytes = bytesOf(document, query);
  return {
    run: (contextValue, variableValues) =>
      execute({ schema: subgraph.schema, document, operationName, contextValue, variableValues }),
    bytes: bytes.interpreted,
    compile: compilesWrongly(document)
      ? null
      : () => ({ run: compile(subgraph, document, operationName), bytes: bytes.compiled, compile: null }),
  };
}

function parseChecked({ schema }: Subgraph, query: string): DocumentNode | GraphQLError[] {
  try {
    const document = parse(query, { noLocation: true });
    const refusal = refusalOfDocument(query, document);
    if (refusal !== null) return [asGraphQLError(refusal)];
    const errors = validate(schema, document);
    return errors.length === 0 ? document : errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  } catch (error) {
    return [error instanceof GraphQLError ? withCode(error, 'GRAPHQL_PARSE_FAILED') : cannotCompile(error)];
  }
}

function compile(
  { schema }: Subgraph,
  document: DocumentNode,
  operationName: string | undefined,
): PreparedOperation['run'] {
  try {
    const operation = compileQuery(schema, document, operationName ?? '');
    if (isCompiledQuery(operation)) return (context, variables) => operation.query(undefined, context, variables);
    return (operation.errors ?? []).map((error) => new GraphQLError(error.message));
  } catch (error) {
    return [cannotCompile(error)];
  }
}

function cannotCompile(error: unknown): GraphQLError {
  const originalError = error instanceof Error ? error : null;
  return new GraphQLError('The operation could not be compiled.', { originalError });
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

const errorBytes = 1_000;
/** Measured: a node without its place, and the functions that graphql-jit makes of one field. */
const nodeBytes = 150;
const compiledFieldBytes = 2_000;
const compiledBytes = 4_000;

/** A literal stands in the text, in the document and in the functions. */
function bytesOf(document: DocumentNode, query: string): { interpreted: number; compiled: number } {
  let nodes = 0;
  let fields = 0;
  visit(document, {
    enter({ kind }) {
      nodes += 1;
      if (kind === Kind.FIELD) fields += 1;
    },
  });
  const interpreted = textBytes(query) + nodes * nodeBytes;
  return { interpreted, compiled: interpreted + textBytes(query) + compiledBytes + fields * compiledFieldBytes };
}

/** An error of ours as one of GraphQL's. */
export function asGraphQLError(error: HubError): GraphQLError {
  return new GraphQLError(error.message, { originalError: error });
}

/** The error with a code in the place of its extensions. */
export function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  return new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code } });
}
