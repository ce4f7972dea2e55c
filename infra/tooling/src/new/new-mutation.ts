import type { Checkout } from './checkout.js';
import { namesOf, type Names } from './names.js';

export interface MutationRequest {
  readonly subgraph: string;
  readonly module: string;
  /** Verb first, in lower camel case: `archiveEntry`. */
  readonly name: string;
  /** Who may call it: a permission of the registry. */
  readonly permission: string;
  /** The type whose row is changed, by the name that it has in the graph: `Entry`. */
  readonly type: string;
}

/**
 * Adds a mutation that compiles and answers: its input and result in the SDL, the parsed input, the service, the resolver,
 * its rule, its case in the matrix of mutations, and a test. Until the service finds rows, every id is `NotFound`.
 */
export function newMutation(checkout: Checkout, request: MutationRequest): void {
  const { subgraph, module, permission, type } = request;
  const name = namesOf(request.name);
  const folder = `subgraphs/${subgraph}/src/modules/${module}`;
  const schema = `${folder}/schema.graphql`;
  const base = `subgraphs/${subgraph}/src/modules/base/schema.graphql`;
  if (!checkout.has(schema))
    throw new Error(
      `There is no module ${subgraph}/${module}. Make it first: npm run new -- module ${subgraph}/${module}`,
    );
  if (!checkout.read(base).includes('type NotFound '))
    throw new Error(
      `${base} has no NotFound yet. Copy InvalidInput, NotFound and their enum from the base module of workspace.`,
    );
  const field = `  "${sentence(name)} Needs \`${permission}\`."\n  ${name.camel}("Which one." input: ${name.pascal}Input!): ${name.pascal}Result\n`;
  const extended = /^(?:extend )?type Mutation \{/mu.exec(checkout.read(schema))?.[0];
  if (extended !== undefined) checkout.insert(schema, field, { within: extended, before: '}' });
  else checkout.append(schema, `extend type Mutation {\n${field}}\n`);
  checkout.append(schema, typesOf(name, type));
  checkout.add(`${folder}/${name.kebab}-input.ts`, inputOf(name, type));
  checkout.add(`${folder}/${name.kebab}.service.ts`, serviceOf(name, type));
  checkout.add(`${folder}/resolvers/Mutation/${name.camel}.ts`, resolverOf(name));
  const permissions = `subgraphs/${subgraph}/src/permissions.ts`;
  const rule = `    ${name.camel}: can('${permission}'),\n`;
  if (checkout.read(permissions).includes('  Mutation: {'))
    checkout.insert(permissions, rule, { within: '  Mutation: {', before: '  },' });
  else
    checkout.insert(permissions, `  Mutation: {\n${rule}  },\n`, { within: 'export const permissions', before: '};' });
  checkout.insert(permissions, `  ${name.pascal}Success: 'inherit',\n`, {
    within: 'export const permissions',
    before: '};',
  });
  checkout.insert('test/security/mutation-cases.ts', caseOf(name, type), {
    within: 'mutationCases: readonly',
    before: '];',
  });
  checkout.add(`test/${subgraph}/${name.kebab}.test.ts`, testOf(name, subgraph, type));
}

function sentence({ words }: Names): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: say here what it does, and what it leaves alone.`;
}

const typesOf = ({ pascal }: Names, type: string): string => `"What to change."
input ${pascal}Input {
  "Id of the ${type}."
  id: ID!
}

"What was changed, or why nothing was."
union ${pascal}Result = ${pascal}Success | InvalidInput | NotFound

"It was done."
type ${pascal}Success {
  "Id of the ${type}."
  id: ID!
}
`;

const inputOf = ({ camel, pascal }: Names, type: string): string => `import { idOf } from '@hub/runtime/graphql';
import { z } from 'zod';

/** What to change. */
export const ${camel}Input = z.object({ id: idOf('${type}') });
export type ${pascal} = z.infer<typeof ${camel}Input>;
`;

const serviceOf = (
  { camel, kebab, pascal }: Names,
  type: string,
): string => `import { encodeId, notFound, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import type { ${pascal} } from './${kebab}-input.js';

interface Done {
  readonly __typename: '${pascal}Success';
  readonly id: string;
}

/** One transaction: find the row, change it, and answer what became of it. */
export function ${camel}({ database }: Context, { id }: ${pascal}): Promise<Done | NotFound> {
  return database.write(async (_tx) => {
    // The statement of the repository goes here; until then no row is found.
    const isChanged: boolean = false;
    return isChanged
      ? { __typename: '${pascal}Success', id: encodeId('${type}', id) }
      : notFound('There is no ${type} with this id.');
  });
}
`;

const resolverOf = ({ camel, kebab }: Names): string => `import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { ${camel}Input } from '../../${kebab}-input.js';
import { ${camel} as run } from '../../${kebab}.service.js';

export const ${camel}: NonNullable<MutationResolvers['${camel}']> = mutation(${camel}Input, run);
`;

const caseOf = ({ camel }: Names, type: string): string => `  {
    mutation: '${camel}',
    foreignIn: 'input.id',
    input: (_world, { ${type} }) => ({ id: ${type} ?? unknownId('${type}') }),
    answers: 'NotFound',
  },
`;

const testOf = (
  { camel, pascal }: Names,
  subgraph: string,
  type: string,
): string => `import { randomUUID } from 'node:crypto';
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

const mutation = graphql('mutation ($input: ${pascal}Input!) { ${camel}(input: $input) { __typename ... on UserError { path } } }');
const variables = { input: { id: encodeId('${type}', randomUUID()) } };

test('of what does not exist is NotFound', async () => {
  const owner = await (await kit.team()).user({ role: 'owner' });

  const data = await kit.as(owner).data(mutation, variables);

  expect(data).toEqual({ ${camel}: { __typename: 'NotFound', path: ['id'] } });
});

test('needs somebody who is signed in', async () => {
  const { codes } = await kit.as(anonymous).send(mutation, variables);

  expect(codes).toEqual(['UNAUTHENTICATED']);
});
`;
