import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { introspectionFromSchema } from 'graphql';
import { composeApiSchema } from './compose.js';

/** Writes the schema that clients see as one type: what gql.tada works out results and variables of operations from. */
export async function writeClientTypes(root: string, file: string): Promise<void> {
  const schema = await composeApiSchema(root);
  const introspection = minifyIntrospection(introspectionFromSchema(schema, { descriptions: false }));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true }));
}
