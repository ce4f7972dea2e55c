import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
} from 'graphql';

/** The schema as clients see it, as it is committed. `npm run fresh` sees to it that it is that of the modules. */
export const schema = buildSchema(readFileSync(new URL('../../../gateway/schema.graphql', import.meta.url), 'utf8'));

const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
export const objects: readonly GraphQLObjectType[] = types.filter(isObjectType);
export const inputs: readonly GraphQLInputObjectType[] = types.filter(isInputObjectType);
const interfaces: readonly GraphQLInterfaceType[] = types.filter(isInterfaceType);

const rootNames = ['Query', 'Mutation'];
export const isRoot = (type: GraphQLObjectType | GraphQLInterfaceType): boolean => rootNames.includes(type.name);

/** A field of a type, and where it is. */
export interface FieldAt {
  readonly parent: GraphQLObjectType | GraphQLInterfaceType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly at: string;
}

export const fields: readonly FieldAt[] = [...objects, ...interfaces].flatMap((parent) =>
  Object.values(parent.getFields()).map((field) => ({ parent, field, at: `${parent.name}.${field.name}` })),
);

/** What a client may send: arguments and fields of inputs. */
export const sendable: readonly { readonly at: string; readonly value: GraphQLArgument | GraphQLInputField }[] = [
  ...fields.flatMap(({ field, at }) => field.args.map((value) => ({ at: `${at}(${value.name}:)`, value }))),
  ...inputs.flatMap((input) =>
    Object.values(input.getFields()).map((value) => ({ at: `${input.name}.${value.name}`, value })),
  ),
];

export const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
export const queries = Object.values(schema.getQueryType()?.getFields() ?? {});

export function capitalised(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

export function implementsInterface(type: unknown, name: string): boolean {
  return (isObjectType(type) || isInterfaceType(type)) && type.getInterfaces().some((one) => one.name === name);
}

export const isConnection = (type: unknown): type is GraphQLObjectType =>
  isObjectType(type) && type.name.endsWith('Connection');
export const isUserError = (type: unknown): boolean => implementsInterface(type, 'UserError');

/** Types of the entities that mutations of these verbs answer with. */
export function changedBy(verbs: RegExp): readonly GraphQLObjectType[] {
  const found = mutations
    .filter(({ name }) => verbs.test(name))
    .flatMap(({ type }) => {
      const result = getNamedType(type);
      return isUnionType(result) ? result.getTypes().filter((member) => !isUserError(member)) : [];
    })
    .flatMap((success) => Object.values(success.getFields()))
    .map(({ type }) => getNamedType(type))
    .filter(isObjectType)
    // Tokens are handed out once, and what is a person's own is reached through `me`: these are no rows.
    .filter(
      ({ name }) =>
        !['SessionTokens', 'Viewer', 'NotificationPreferences', 'Preferences', 'CalendarFeed'].includes(name),
    )
    .filter((type) => !isConnection(type));
  return [...new Set(found)];
}

/** The node types of all connections. */
export const listed: readonly GraphQLObjectType[] = [
  ...new Set(
    objects
      .filter(isConnection)
      .map(({ name }) => schema.getType(name.replace(/Connection$/u, 'Edge')))
      .filter(isObjectType)
      .map((edge) => getNamedType(edge.getFields()['node']?.type))
      .filter(isObjectType),
  ),
];

/** Whether a type of this name has fields, or is one of several that have. */
export const isComposite = (name: string): boolean => isCompositeType(schema.getType(name));
