import type { Checkout } from './checkout.js';
import { camelOf, namesOf, singularOf } from './names.js';

export interface ModuleRequest {
  readonly subgraph: string;
  /** Folder of the module, in the plural: `contacts`. */
  readonly name: string;
  /** Who may read: a permission of the registry. */
  readonly permission: string;
}

/**
 * Adds a module that compiles and answers: a type, the field that finds one by id, its service and repository, its rule,
 * a test, and a paragraph of the subgraph's README. What it finds is nothing, until its table and statement are there.
 */
export function newModule(checkout: Checkout, { subgraph, name, permission }: ModuleRequest): void {
  const one = namesOf(camelOf(singularOf(name)));
  const folder = `subgraphs/${subgraph}/src/modules/${name}`;
  checkout.add(`${folder}/schema.graphql`, schemaOf(one, permission));
  checkout.add(
    `${folder}/schema.mappers.ts`,
    `export type { ${one.pascal}Row as ${one.pascal}Mapper } from './${one.kebab}.repository.js';\n`,
  );
  checkout.add(`${folder}/${one.kebab}.repository.ts`, repositoryOf(one));
  checkout.add(`${folder}/${one.kebab}.service.ts`, serviceOf(one));
  checkout.add(`${folder}/resolvers/Query/${one.camel}.ts`, resolverOf(one));
  checkout.add(`${folder}/resolvers/${one.pascal}.ts`, typeResolverOf(one));
  const permissions = `subgraphs/${subgraph}/src/permissions.ts`;
  checkout.insert(permissions, `    ${one.camel}: can('${permission}'),\n`, { within: '  Query: {', before: '  },' });
  checkout.insert(permissions, `  ${one.pascal}: 'inherit',\n`, { within: 'export const permissions', before: '};' });
  checkout.add(`test/${subgraph}/${name}.test.ts`, testOf(one, subgraph));
  checkout.append(
    `subgraphs/${subgraph}/README.md`,
    `## ${namesOf(camelOf(name)).pascal}\n\nWhat a ${one.words} is, who writes it and who reads it: say it here.\n`,
  );
}

type Name = ReturnType<typeof namesOf>;

const schemaOf = ({ camel, pascal, words }: Name, permission: string): string => `extend type Query {
  "A ${words} of the team by its id; null when there is none. Needs \`${permission}\`."
  ${camel}("Id of the ${words}." id: ID!): ${pascal} @cacheControl(maxAge: 5, scope: PRIVATE)
}

"A ${words} of the team."
type ${pascal} @cacheControl(maxAge: 5, scope: PRIVATE) {
  "Id of the ${words}."
  id: ID!
}
`;

const repositoryOf = ({ pascal, words }: Name): string => `import type { ReadClient } from '@hub/runtime/database';

/** A row of the table. */
export interface ${pascal}Row {
  readonly id: string;
}

/** A ${words} of the actor's team; null when there is none. There is no table yet, so there is none. */
export async function find${pascal}(_db: ReadClient, _id: string): Promise<${pascal}Row | null> {
  return null;
}
`;

const serviceOf = ({ kebab, pascal, words }: Name): string => `import type { Context } from '../../context.js';
import { find${pascal} as findRow, type ${pascal}Row } from './${kebab}.repository.js';

/** A ${words} of the actor's team. */
export function find${pascal}({ database }: Context, id: string): Promise<${pascal}Row | null> {
  return database.read((db) => findRow(db, id));
}
`;

const resolverOf = ({ camel, kebab, pascal }: Name): string => `import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';
import { find${pascal} } from '../../${kebab}.service.js';

export const ${camel}: NonNullable<QueryResolvers['${camel}']> = (_parent, { id }, context) =>
  find${pascal}(context, decodeId('${pascal}', id));
`;

const typeResolverOf = ({ pascal }: Name): string => `import { encodeId } from '@hub/runtime/graphql';
import type { ${pascal}Resolvers } from '../../../types.generated.js';

export const ${pascal}: ${pascal}Resolvers = {
  id: ({ id }) => encodeId('${pascal}', id),
};
`;

const testOf = ({ camel, pascal, words }: Name, subgraph: string): string => `import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous } from '@hub/runtime/auth';
import { encodeId } from '@hub/runtime/graphql';
import { createSubgraph } from '@hub/${subgraph}/subgraph';
import { graphql } from '../kit/client.js';
import { testSubgraph, type TestSubgraph } from '../kit/subgraph.js';

let kit: TestSubgraph;
beforeAll(async () => {
  kit = await testSubgraph({ name: '${subgraph}', create: createSubgraph });
});
afterAll(() => kit.close());

const query = graphql('query ($id: ID!) { ${camel}(id: $id) { id } }');
const variables = { id: encodeId('${pascal}', randomUUID()) };

test('a ${words} that does not exist is null', async () => {
  const owner = await (await kit.team()).user({ role: 'owner' });

  const data = await kit.as(owner).data(query, variables);

  expect(data).toEqual({ ${camel}: null });
});

test('nobody sees a ${words} without signing in', async () => {
  const { data, codes } = await kit.as(anonymous).send(query, variables);

  expect([data, codes]).toEqual([{ ${camel}: null }, ['UNAUTHENTICATED']]);
});
`;
