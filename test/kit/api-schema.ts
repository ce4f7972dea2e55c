import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import type { TestHub } from './hub.js';

/** The schema as clients see it, asked for as clients ask. */
export async function apiSchemaOf(hub: TestHub): Promise<GraphQLSchema> {
  const { data, errors } = await hub.ask(getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }));
  if (data === null || errors.length > 0) throw new Error('The gateway does not answer introspection.');
  return buildClientSchema(data as unknown as IntrospectionQuery);
}

/** Fields that need more than what they are fields of: routes of their own go to them. */
const guarded = ['Team.platformEntries', 'Team.invitations', 'Team.billing'];

/**
 * Everything that can be selected of a type without giving arguments, down to `depth` levels of objects: a new field
 * is asked for by the tests the moment it exists.
 */
export function selectionOf(schema: GraphQLSchema, typeName: string, depth: number): string {
  const type = schema.getType(typeName);
  if (type === undefined) throw new Error(`The schema has no type ${typeName}.`);
  if (isAbstractType(type)) {
    const members = schema
      .getPossibleTypes(type)
      .map(({ name }) => `... on ${name} { ${selectionOf(schema, name, depth)} }`);
    return ['__typename', ...members].join(' ');
  }
  if (!isObjectType(type)) throw new Error(`${typeName} has no fields to select.`);
  const fields = Object.values(type.getFields())
    .filter(({ name }) => !guarded.includes(`${typeName}.${name}`))
    .map((field) => selectionOfField(schema, field, depth));
  return ['__typename', ...fields].filter((text) => text !== '').join(' ');
}

function selectionOfField(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>, depth: number): string {
  if (field.args.some(isRequiredArgument)) return '';
  const type: GraphQLNamedOutputType = getNamedType(field.type);
  if (isLeafType(type)) return field.name;
  return depth > 0 ? `${field.name} { ${selectionOf(schema, type.name, depth - 1)} }` : '';
}

/** Paths of everything typed ID in arguments, nested inputs included: `input.assigneeId`. */
export function idPaths(fields: readonly (GraphQLArgument | GraphQLInputField)[], prefix = ''): string[] {
  return fields.flatMap((field) => {
    const type = getNamedType(field.type);
    const path = `${prefix}${field.name}`;
    if (isInputObjectType(type)) return idPaths(Object.values(type.getFields()), `${path}.`);
    return type.name === 'ID' ? [path] : [];
  });
}
