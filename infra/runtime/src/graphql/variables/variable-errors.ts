import {
  GraphQLError,
  coerceInputValue,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import { inputFault, withoutSuggestion } from '../../errors/errors.js';

/** The variables of one request, and what the operation declares. */
export interface VariablesOptions {
  readonly schema: GraphQLSchema;
  readonly definitions: readonly VariableDefinitionNode[];
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whoever is unknown reads where a value is wrong and what belongs there, never the value. */
  readonly isKnown: boolean;
}

/** More would tell nobody anything. */
export const errorsMax = 10;

/** Names of input fields and numbers of items, below the name of the variable. */
type VariablePath = readonly (string | number)[];

// As in text-door: nobody reads more, and a client may have made the names up.
const nameLengthMax = 60;
const pathLengthMax = 20;

/** Thrown to leave the library's walk. */
class Enough extends Error {}

/**
 * What is wrong with the variables, at most ten errors. The walk follows the declared types and ends with the tenth
 * error, so what it costs is bounded by those types and not by what was sent.
 *
 * What the library says on its own would print the whole value for each of its errors: 2,000 unknown keys take seconds.
 * Declarations of types that do not exist are left to validation.
 */
export function findVariableErrors(options: VariablesOptions): readonly GraphQLError[] {
  const errors: GraphQLError[] = [];
  const add = (message: string, path: VariablePath, definition: VariableDefinitionNode): void => {
    const names = [definition.variable.name.value, ...path].map((key) => String(key).slice(0, nameLengthMax));
    const details = { problems: [inputFault(names.slice(0, pathLengthMax), withoutSuggestion(message))] };
    errors.push(new GraphQLError(message, { nodes: definition, extensions: { code: 'BAD_USER_INPUT', details } }));
    if (errors.length >= errorsMax) throw new Enough();
  };
  try {
    for (const definition of options.definitions)
      check(definition, options, (message, path = []) => {
        add(message, path, definition);
      });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return errors;
}

function check(
  definition: VariableDefinitionNode,
  { schema, variables, isKnown }: VariablesOptions,
  add: (message: string, path?: VariablePath) => void,
): void {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type)) return;
  const isRequired = getNullableType(type) !== type;
  if (!Object.hasOwn(variables, name)) {
    if (isRequired && definition.defaultValue === undefined)
      add(`Variable "$${name}" of required type "${String(type)}" was not provided.`);
    return;
  }
  const value = variables[name];
  if (isRequired && value === null) {
    add(`Variable "$${name}" of non-null type "${String(type)}" must not be null.`);
    return;
  }
  const hideSuggestions = !isKnown;
  const onError = (path: VariablePath, wrong: unknown, { message }: GraphQLError): void => {
    const at = path.length === 0 ? '' : ` at "${name}${printed(path)}"`;
    add(
      isKnown
        ? `Variable "$${name}" got invalid value ${shown(wrong)}${at}; ${message}`
        : `Variable "$${name}" got an invalid value${at}; its type is "${String(typeAt(type, path))}".`,
      path,
    );
  };
  coerceInputValue(value, type, onError, hideSuggestions);
}

function printed(path: readonly (string | number)[]): string {
  return path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
}

const shownMax = 60;

/** Short: an object may be as large as the request. */
function shown(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > shownMax ? `${value.slice(0, shownMax)}…` : value);
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? '[…]' : '{…}';
}

function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  let current = type;
  for (const key of path) {
    const nullable = getNullableType(current);
    if (typeof key === 'number' && isListType(nullable)) current = nullable.ofType;
    if (typeof key === 'string' && isInputObjectType(nullable)) current = nullable.getFields()[key]?.type ?? current;
  }
  return current;
}
