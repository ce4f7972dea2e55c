import { describe, expect, test } from '@jest/globals';
import * as cost from './conventions/cost.js';
import * as entities from './conventions/entities.js';
import { exceptions } from './conventions/exceptions.js';
import * as lists from './conventions/lists.js';
import * as mutations from './conventions/mutations.js';
import * as texts from './conventions/texts.js';
import * as values from './conventions/values.js';

/** The conventions that every type, list, mutation and error follows: one rule for each row of their table. */
const rules = {
  Node: entities.node,
  id: entities.id,
  timestamps: entities.timestamps,
  actors: entities.actors,
  list: lists.connections,
  'first, after': lists.paging,
  filter: lists.filter,
  ranges: lists.ranges,
  order: lists.orders,
  nullability: entities.nullability,
  enums: values.enums,
  'money, numbers': values.moneyAndNumbers,
  JSON: values.json,
  interfaces: entities.interfaces,
  mutation: mutations.names,
  input: mutations.inputs,
  success: mutations.success,
  'user error': mutations.userErrors,
  cost: cost.listSizes,
  descriptions: texts.descriptions,
  evolution: texts.evolution,
} satisfies Record<string, () => Iterable<string>>;

describe('the schema keeps to the conventions', () => {
  test.each(Object.entries(rules))('of %s', (name, rule) => {
    expect([...new Set(rule())].sort()).toEqual([...(exceptions[name] ?? [])].sort());
  });

  test('and names no exception to a row that does not exist', () => {
    expect(Object.keys(exceptions).filter((name) => !(name in rules))).toEqual([]);
  });
});
