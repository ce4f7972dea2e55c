// cspell:ignore nmae
import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { anonymous, type Actor } from '../../auth/auth.js';
import { guardResolvers, type PermissionMap } from './permission-map.js';
import { can, isAnyone } from './rules.js';

const schema = buildSubgraphSchema({
  typeDefs: parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { notes: [Note!]! motto: String }
    type Note @key(fields: "id") { id: ID! title: String secret: String author: Person }
    type Person { name: String }
  `),
});

let loads = 0;
const resolvers = {
  Query: { notes: () => [{ id: '1' }], motto: () => 'public' },
  Note: {
    __resolveReference: ({ id }: { id: string }) => {
      loads += 1;
      return { id };
    },
  },
};
const complete: PermissionMap = {
  Query: { notes: can('entry:read'), motto: isAnyone },
  Note: { '*': 'inherit', __resolveReference: can('entry:read'), secret: can('entry:update') },
  Person: 'inherit',
};

const reader: Actor = {
  kind: 'partner',
  clientId: 'test',
  teamId: '0197f0a0-1111-7222-8333-444455556666',
  permissions: new Set(['entry:read'] as const),
  plan: 'PRO',
};

/** Calls a guarded resolver as GraphQL would. */
async function call(map: unknown, path: readonly [string, string], args: readonly unknown[]): Promise<unknown> {
  const type = (map as Record<string, Record<string, (...all: readonly unknown[]) => unknown>>)[path[0]];
  return type?.[path[1]]?.(...args);
}

describe('a guarded resolver map', () => {
  const guarded = guardResolvers(schema, resolvers, complete);

  test('lets through whom the rule allows', async () => {
    await expect(call(guarded, ['Query', 'notes'], [null, {}, { actor: reader }, null])).resolves.toEqual([
      { id: '1' },
    ]);
    await expect(call(guarded, ['Query', 'motto'], [null, {}, { actor: anonymous }, null])).resolves.toBe('public');
  });

  test('tells nobody to sign in, and somebody without the permission what is missing', async () => {
    const refused = (actor: Actor, path: readonly [string, string]) =>
      call(guarded, path, [{ id: '1' }, {}, { actor }, null]);
    await expect(refused(anonymous, ['Query', 'notes'])).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(refused(reader, ['Note', 'secret'])).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: 'This needs the permission entry:update. Ask an admin of your team.',
    });
  });

  test('refuses an entity before anything is loaded', async () => {
    loads = 0;
    await expect(
      call(guarded, ['Note', '__resolveReference'], [{ id: '1' }, { actor: anonymous }, null]),
    ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(loads).toBe(0);
  });

  test('leaves fields that inherit as they were: no wrapper, no cost', () => {
    expect(Object.keys(guarded['Note'] as object).toSorted()).toEqual(['__resolveReference', 'secret']);
  });
});

describe('a permission map stops the boot', () => {
  const bootWith = (permissions: PermissionMap) => () => guardResolvers(schema, resolvers, permissions);

  test('when a root field has no rule', () => {
    expect(bootWith({ ...complete, Query: { motto: isAnyone } })).toThrow(/Query\.notes has no rule of its own/);
  });
  test('when a root field only inherits', () => {
    expect(bootWith({ ...complete, Query: { notes: 'inherit', motto: isAnyone } })).toThrow(
      /Query\.notes has no rule of its own/,
    );
  });
  test('when a type is missing', () => {
    const { Person: _person, ...rest } = complete;
    expect(bootWith(rest)).toThrow(/Person is not listed/);
  });
  test('when an entity can be entered without a rule', () => {
    expect(bootWith({ ...complete, Note: 'inherit' })).toThrow(/Note\.__resolveReference has no rule/);
  });
  test('when a rule names what does not exist', () => {
    expect(bootWith({ ...complete, Person: { nmae: isAnyone, '*': 'inherit' } })).toThrow(
      /Person\.nmae is listed but does not exist/,
    );
    expect(bootWith({ ...complete, Ghost: 'inherit' })).toThrow(/Ghost is listed but is no object type/);
  });
});
