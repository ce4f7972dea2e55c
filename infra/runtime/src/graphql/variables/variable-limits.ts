import {
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isScalarType,
  typeFromAST,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import type { Excess } from './json-limits.js';
import { errorsMax } from './variable-errors.js';

/** Upper bounds on variables by the types that an operation declares for them. */
export interface VariableLimits {
  /** Characters of a `String` or an `ID`. */
  readonly textLengthMax: number;
  /** Characters of any other text: a member of an enumeration, a date, a number. */
  readonly wordLengthMax: number;
  /** Items of a list of scalars or members. */
  readonly itemsMax: number;
  /** Items of a list of input objects or lists. */
  readonly objectsMax: number;
  /** Values, all in all, of variables that the operation does not declare. */
  readonly undeclaredMax: number;
}

/** The variables of one request, and what the operation declares. */
interface Sent {
  readonly schema: GraphQLSchema;
  readonly definitions: readonly VariableDefinitionNode[];
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The first bound that variables are above; undefined when they are within all of them. Looks only where a declared type
 * leads, so that it ends with the first excess and costs no more than what the types allow: a scalar holds one value, an
 * input object as many keys as it has fields. A few unknown keys pass, for they are named to the client one by one.
 *
 * Says nothing about whether a value fits; `findVariableErrors` does.
 */
export function findVariableExcess(
  { schema, definitions, variables }: Sent,
  limits: VariableLimits,
): Excess | undefined {
  const declared = new Set<string>();
  for (const definition of definitions) {
    const name = definition.variable.name.value;
    declared.add(name);
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type) || !Object.hasOwn(variables, name)) continue;
    const excess = excessIn(variables[name], type, { limits, path: [`$${name}`] });
    if (excess !== undefined) return excess;
  }
  const others = Object.entries(variables).filter(([name]) => !declared.has(name));
  const maximum = limits.undeclaredMax;
  return hasMoreValues(
    others.map(([, value]) => value),
    maximum,
  )
    ? { limit: 'values of variables that the operation does not declare', maximum }
    : undefined;
}

interface Place {
  readonly limits: VariableLimits;
  /** Names of the schema and of variables, and numbers of items. */
  readonly path: readonly (string | number)[];
}

function excessIn(value: unknown, type: GraphQLInputType, place: Place): Excess | undefined {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return excessInList(value, nullable.ofType, place);
  if (isInputObjectType(nullable)) return excessInObject(value, nullable, place);
  const isText = isScalarType(nullable) && (nullable.name === 'String' || nullable.name === 'ID');
  const maximum = isText ? place.limits.textLengthMax : place.limits.wordLengthMax;
  const isLonger = typeof value === 'string' && value.length > maximum;
  return isLonger ? { limit: `characters of ${printed(place)}`, maximum } : undefined;
}

function excessInList(value: unknown, type: GraphQLInputType, place: Place): Excess | undefined {
  // One value stands for a list of one.
  if (!Array.isArray(value)) return excessIn(value, type, place);
  const items: readonly unknown[] = value;
  const nullable = getNullableType(type);
  const isOfMany = isInputObjectType(nullable) || isListType(nullable);
  const maximum = isOfMany ? place.limits.objectsMax : place.limits.itemsMax;
  if (items.length > maximum) return { limit: `items of ${printed(place)}`, maximum };
  for (const [index, item] of items.entries()) {
    const excess = excessIn(item, type, { ...place, path: [...place.path, index] });
    if (excess !== undefined) return excess;
  }
  return undefined;
}

function excessInObject(value: unknown, type: GraphQLInputObjectType, place: Place): Excess | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = Object.values(type.getFields());
  const maximum = fields.length + errorsMax;
  if (Object.keys(value).length > maximum) return { limit: `keys of ${printed(place)}`, maximum };
  for (const field of fields) {
    if (!Object.hasOwn(value, field.name)) continue;
    const sent: unknown = Reflect.get(value, field.name);
    const excess = excessIn(sent, field.type, { ...place, path: [...place.path, field.name] });
    if (excess !== undefined) return excess;
  }
  return undefined;
}

const printedLengthMax = 100;

function printed({ path }: Place): string {
  const [name, ...rest] = path;
  const text = rest.reduce<string>(
    (before, key) => before + (typeof key === 'number' ? `[${key}]` : `.${key}`),
    String(name),
  );
  return text.length > printedLengthMax ? `${text.slice(0, printedLengthMax)}…` : text;
}

/** Counts no further than it has to. */
function hasMoreValues(values: readonly unknown[], maximum: number): boolean {
  const left = [...values];
  for (let count = 1; left.length > 0; count += 1) {
    if (count > maximum || left.length > maximum) return true;
    const value = left.pop();
    if (typeof value === 'object' && value !== null) left.push(...Object.values(value));
  }
  return false;
}
