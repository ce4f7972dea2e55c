import type { ApolloGateway } from '@apollo/gateway';
import {
  execute,
  GraphQLError,
  Kind,
  visit,
  BREAK,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

type Executor = ApolloGateway['executor'];
type Request = Parameters<Executor>[0];

/**
 * Answers what reads nothing but the schema by GraphQL.js itself. The planner knows introspection as it was before
 * `isOneOf`, which validation lets through, and fails on it. Beside data it cannot be left out of a plan: there the field
 * is refused.
 */
export function introspectAlone(executePlan: Executor): Executor {
  return async (request) => {
    const { schema, document, operationName, request: sent } = request;
    if (readsSchemaAlone(request))
      return execute({ schema, document, operationName, variableValues: sent.variables ?? {} });
    if (namesOneOf(document)) throw oneOfBesideData();
    return executePlan(request);
  };
}

function oneOfBesideData(): GraphQLError {
  return new GraphQLError('Send `isOneOf` in an operation that reads the schema alone.', {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
  });
}

function readsSchemaAlone({ document, operation }: Request): boolean {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  // A document that was validated has no fragment within itself.
  const isOfSchema = ({ selections }: SelectionSetNode): boolean =>
    selections.every((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value.startsWith('__');
      if (selection.kind === Kind.INLINE_FRAGMENT) return isOfSchema(selection.selectionSet);
      const fragment = fragments.get(selection.name.value);
      return fragment !== undefined && isOfSchema(fragment.selectionSet);
    });
  return isOfSchema(operation.selectionSet);
}

/** No type of ours has a field of this name, so in a document that was validated it is that of `__Type`. */
function namesOneOf(document: DocumentNode): boolean {
  let isNamed = false;
  visit(document, {
    Field(field) {
      isNamed ||= field.name.value === 'isOneOf';
      return isNamed ? BREAK : undefined;
    },
  });
  return isNamed;
}
