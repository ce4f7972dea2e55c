import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql';
import { fields, inputs, isConnection, objects, schema, sendable } from './graph.js';

const lists = fields.filter(({ field }) => isConnection(getNamedType(field.type)));

/** The type of the rows of a list. */
function rowTypeOf({ type }: GraphQLField<unknown, unknown>): GraphQLNamedType | undefined {
  const edge = schema.getType(getNamedType(type).name.replace(/Connection$/u, 'Edge'));
  return isObjectType(edge) ? getNamedType(edge.getFields()['node']?.type) : undefined;
}

/** Lists whose rows are things of another subgraph. */
const foreignRows = ['RankedTenderConnection'];

/**
 * A connection has the rows, their cursors, the page and the count. Rows that are things of another subgraph may be null:
 * they are while that one is away.
 */
export function* connections(): Generator<string> {
  for (const type of objects.filter(isConnection)) {
    const edge = type.name.replace(/Connection$/u, 'Edge');
    const edgeType = schema.getType(edge);
    const of = isObjectType(edgeType) ? getNamedType(edgeType.getFields()['node']?.type)?.name : '';
    const nodes = foreignRows.includes(type.name) ? `[${of}]` : `[${of}!]!`;
    const shape = { edges: `[${edge}!]!`, nodes, pageInfo: 'PageInfo!', totalCount: 'Int!' };
    for (const [name, expected] of Object.entries(shape))
      if (String(type.getFields()[name]?.type) !== expected) yield `${type.name}.${name}`;
  }
}

const sentences: Readonly<Record<string, string>> = {
  first: 'How many items to return, 0 to 100; 20 when left out.',
  after: 'Return items after this cursor.',
};

/** `first` and `after` are one thing everywhere, and say so in the same words. */
export function* paging(): Generator<string> {
  for (const { field, at } of lists)
    for (const name of Object.keys(sentences))
      if (!field.args.some((one) => one.name === name)) yield `${at}(${name}:)`;
  for (const { field, at } of fields)
    for (const { name, description } of field.args)
      if (name in sentences && description !== sentences[name]) yield `${at}(${name}:)`;
  for (const { value, at } of sendable) if (/^(?:since|cursor|skip|limit|offset|page)$/u.test(value.name)) yield at;
}

const ofLists = ['first', 'after', 'filter', 'orderBy', 'search'];

/** Conditions are in one `filter`: lists in the plural, with `ids` among them. */
export function* filter(): Generator<string> {
  for (const { field, at } of lists)
    for (const { name } of field.args) if (!ofLists.includes(name)) yield `${at}(${name}:)`;
  const rowOf = new Map(
    lists.flatMap(({ field }) => {
      const type = field.args.find(({ name }) => name === 'filter')?.type;
      return type === undefined ? [] : [[getNamedType(type), rowTypeOf(field)] as const];
    }),
  );
  for (const [type, row] of rowOf) {
    if (!isInputObjectType(type)) continue;
    if (isObjectType(row) && 'id' in row.getFields() && String(type.getFields()['ids']?.type) !== '[ID!]')
      yield `${type.name}.ids`;
    for (const { name, type: own, defaultValue } of Object.values(type.getFields())) {
      // An enum with a default is a way of searching, not a condition.
      const isMode = isEnumType(getNamedType(own)) && defaultValue !== undefined;
      const isOne = !isMode && (isEnumType(getNamedType(own)) || ['ID', 'String'].includes(getNamedType(own).name));
      if (isOne && !(isListType(getNullableType(own)) && name.endsWith('s'))) yield `${type.name}.${name}`;
    }
  }
}

/** An instant that a mutation sets, such as the end of an assignment, is no condition; and there is one amount that is set. */
const isSet = (input: string, field: string): boolean =>
  (input.endsWith('Input') && field.endsWith('At')) || input === 'MoneyInput';

/** There is one range of instants and one of amounts. */
export function* ranges(): Generator<string> {
  const shapes: Readonly<Record<string, string>> = {
    DateTimeRange: 'from: DateTime, before: DateTime',
    MoneyRange: 'min: Decimal, max: Decimal, currency: String',
  };
  for (const [name, shape] of Object.entries(shapes)) {
    const type = schema.getType(name);
    const own = isInputObjectType(type)
      ? Object.values(type.getFields())
          .map((field) => `${field.name}: ${String(field.type)}`)
          .sort()
      : [];
    if (own.join() !== shape.split(', ').sort().join()) yield name;
  }
  for (const input of inputs)
    for (const { name, type } of Object.values(input.getFields()))
      if (
        ['DateTime', 'Decimal'].includes(getNamedType(type).name) &&
        !(input.name in shapes) &&
        !isSet(input.name, name)
      )
        yield `${input.name}.${name}`;
}

/** Orders that follow no field of their own, and have one direction. */
const withoutField = ['RELEVANCE'];

/** An order is a field and a direction. */
export function* orders(): Generator<string> {
  for (const { field, at } of lists) {
    const argument = field.args.find(({ name }) => name === 'orderBy');
    if (argument === undefined) continue;
    const order = getNamedType(argument.type);
    const row = rowTypeOf(field);
    const names = isObjectType(row)
      ? Object.keys(row.getFields()).map((name) => name.replaceAll(/[A-Z]/gu, '_$&').toUpperCase())
      : [];
    if (!isEnumType(order)) continue;
    for (const { name } of order.getValues())
      if (!withoutField.includes(name) && !names.includes(name.replace(/_(?:ASC|DESC)$/u, '')))
        yield `${order.name}.${name}`;
    if (argument.defaultValue === undefined && !/when left out|default/iu.test(argument.description ?? ''))
      yield `${at}(orderBy:)`;
  }
}
