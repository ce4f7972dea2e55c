import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { postDocument, repeat, type HostileRequest } from './hostile-request.js';

/** Writes a value of a type as JSON text, in one of the ways in which an attacker would. */
type Attack = (type: GraphQLInputType) => string;

const nested = (open: string, close: string, depth: number): string => `${open.repeat(depth)}1${close.repeat(depth)}`;
const manyKeys = `{${repeat(15_000, (index) => `"key${index}":${index}`, ',')}}`;

/** Ways to fill any one argument, whatever its type. */
const attacks: Readonly<Record<string, Attack>> = {
  '15,000 unknown keys': () => manyKeys,
  '90 unknown keys': () => `{${repeat(90, (index) => `"key${index}":${index}`, ',')}}`,
  '100,000 lists inside each other': () => nested('[', ']', 100_000),
  '40,000 objects inside each other': () => nested('{"a":', '}', 40_000),
  'a text of 15 kB in each place': (type) => filled(type, () => `"${'x'.repeat(15_000)}"`),
  'blanks in each place': (type) => filled(type, () => `"${' '.repeat(15_000)}"`),
  'emoji in each place': (type) => filled(type, () => `"${'🚧👷🏽‍♀️'.repeat(300)}"`),
  'queries of databases in each place': (type) =>
    filled(type, () =>
      JSON.stringify(`' or 1=1; select * from pg_catalog.pg_roles -- {"$ne": null} \${7*7} ../../etc`),
    ),
  'objects in each place': (type) => filled(type, () => '{"$ne":null,"$where":"sleep(1000)"}'),
  'lists in each place': (type) => filled(type, () => '[[1],[2]]'),
  'wild numbers in each place': (type) => filled(type, () => '-1e400'),
  'numbers beyond all in each place': (type) => filled(type, () => '9007199254740993000'),
  'null in each place': (type) => filled(type, () => 'null'),
  'nothing in each object': () => '{}',
  'a list of 20,000': () => `[${repeat(20_000, () => '1', ',')}]`,
  'lists of 900': (type) => filled(type, leaf, { leaves: 900 }),
  'lists of 120 objects': (type) => filled(type, leaf, { objects: 120 }),
  'wrong members, 15,000': (type) => filled(type, (name) => `"${name}X"`, { leaves: 15_000 }),
  'wrong members, 900': (type) => filled(type, (name, index) => `"${name}${index}"`, { leaves: 900 }),
};

/** Something that a leaf takes, or nearly. */
function leaf(name: string): string {
  return name === 'Int' || name === 'Float' ? '1' : name === 'Boolean' ? 'true' : '"x"';
}

/** Items of each list. */
interface ItemCounts {
  readonly leaves?: number;
  readonly objects?: number;
}

/** A value with every field of every input object, every list with so many items, and leaves as they are to be. */
function filled(
  type: GraphQLInputType,
  leafText: (name: string, index: number) => string,
  items: ItemCounts = {},
  depth = 0,
): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    if (isLeafType(getNamedType(nullable)))
      return `[${repeat(items.leaves ?? 1, (index) => memberOf(nullable.ofType, leafText, index), ',')}]`;
    return `[${repeat(items.objects ?? 1, () => filled(nullable.ofType, leafText, items, depth + 1), ',')}]`;
  }
  if (isInputObjectType(nullable)) {
    if (depth > 6) return '{}';
    const fields = Object.values(nullable.getFields());
    return `{${fields.map((field) => `"${field.name}":${filled(field.type, leafText, items, depth + 1)}`).join(',')}}`;
  }
  return memberOf(nullable, leafText, 0);
}

function memberOf(type: GraphQLInputType, leafText: (name: string, index: number) => string, index: number): string {
  const named = getNamedType(type);
  const name = isEnumType(named) ? (named.getValues()[0]?.name ?? named.name) : named.name;
  return leafText(name, index);
}

/** Each operation of the schema with each attack in each of its arguments: a new operation is attacked when it is there. */
export function hostileVariables(schema: GraphQLSchema): HostileRequest[] {
  const ofArguments = operationsOf(schema).flatMap(({ kind, field }) =>
    Object.entries(attacks).map(([attack, write]) => {
      const values = field.args.map((argument) => `"${argument.name}":${write(argument.type)}`);
      return postDocument(`variables: ${attack}, of ${field.name}`, documentOf(kind, field), cut(values));
    }),
  );
  const undeclared = postDocument(
    'variables: 900 that nobody declared',
    '{ __typename }',
    `{"other":[${repeat(900, () => '1', ',')}]}`,
  );
  return [...ofArguments, undeclared];
}

/** As many of the arguments as a body may hold. */
function cut(values: readonly string[]): string {
  let length = 0;
  const kept = values.filter((value, index) => {
    length += value.length;
    return index === 0 || length < 240_000;
  });
  return `{${kept.join(',')}}`;
}

interface Operation {
  readonly kind: 'query' | 'mutation';
  readonly field: GraphQLField<unknown, unknown>;
}

function operationsOf(schema: GraphQLSchema): Operation[] {
  const roots = [
    { kind: 'query', type: schema.getQueryType() },
    { kind: 'mutation', type: schema.getMutationType() },
  ] as const;
  return roots.flatMap(({ kind, type }) =>
    Object.values(type?.getFields() ?? {})
      .filter(({ args }) => args.length > 0)
      .map((field) => ({ kind, field })),
  );
}

function documentOf(kind: string, { name, args, type }: GraphQLField<unknown, unknown>): string {
  const declared = args.map((argument: GraphQLArgument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const passed = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const named = getNamedType(type);
  const selection = isLeafType(named) ? '' : '{ __typename }';
  return `${kind} (${declared}) { ${name}(${passed}) ${selection} }`;
}
