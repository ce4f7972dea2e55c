import { join } from 'node:path';
import { generate, type CodegenConfig } from '@graphql-codegen/cli';
import { preset } from '@graphql-codegen/client-preset';
import { printSchema } from 'graphql';
import { composeApiSchema } from './compose.js';

/** Writes the documents and types of the typed client in `test/clients/web`, as a developer of a client would. */
export async function writeWebClientTypes(root: string): Promise<void> {
  const config: CodegenConfig = {
    cwd: root,
    silent: true,
    errorsOnly: true,
    noSilentErrors: true,
    schema: printSchema(await composeApiSchema(root)),
    documents: ['test/clients/web/documents/*.ts'],
    generates: {
      [join('test/clients/web/generated', '/')]: {
        preset,
        presetConfig: { fragmentMasking: false },
        config: {
          useTypeImports: true,
          enumsAsTypes: true,
          // Apollo Client asks for it everywhere.
          nonOptionalTypename: true,
          emitLegacyCommonJSImports: false,
          strictScalars: true,
          scalars: {
            DateTime: 'string',
            Date: 'string',
            Decimal: 'string',
            JSON: 'unknown',
            ByteCount: 'number',
          },
        },
      },
    },
  };
  await generate(config, true);
}
